package org.lxt.tokenizers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a tokenizer.json as a whole. */
final class TokenizerFile {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private TokenizerFile() {}

    static Tokenizer read(Path file) {
        String name = String.valueOf(file.getFileName());
        Field root = new Field(name, "", parse(file, name));
        root.allowOnly(
                "version",
                "truncation",
                "padding",
                "added_tokens",
                "normalizer",
                "pre_tokenizer",
                "post_processor",
                "decoder",
                "model");
        Field version = root.get("version");
        if (version.isPresent() && !version.text().equals("1.0")) {
            throw version.fault("version " + Field.quote(version.text()) + " is not supported (supported: '1.0')");
        }
        for (String setting : List.of("truncation", "padding")) {
            if (root.get(setting).isPresent()) {
                throw root.fault(setting + " is not supported yet; set it to null and cut or fill the ids yourself");
            }
        }
        Model model = Models.read(root.get("model"));
        AddedTokens addedTokens = AddedTokens.read(
                root.get("added_tokens"), model.vocabulary(), TextNormalizers.read(root.get("normalizer")));
        return new Tokenizer(
                model,
                addedTokens,
                PreTokenizers.read(root.get("pre_tokenizer")),
                PostProcessors.read(
                        root.get("post_processor"),
                        id -> addedTokens.byId(id) != null || model.vocabulary().token(id) != null),
                Decoders.read(root.get("decoder")));
    }

    private static JsonNode parse(Path file, String name) {
        try (InputStream in = Files.newInputStream(file)) {
            return JSON.readTree(in);
        } catch (NoSuchFileException e) {
            throw new TokenizerException(
                    name + ": there is no file " + file + "; give the path of a tokenizer.json", e);
        } catch (IOException | JacksonIOException e) {
            throw new TokenizerException(name + ": the file " + file + " cannot be read: " + e.getMessage(), e);
        } catch (JacksonException e) {
            throw new TokenizerException(
                    name + ": the file is not valid JSON at line "
                            + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + " (" + e.getOriginalMessage()
                            + "); it may be cut off, fetch it again",
                    e);
        }
    }
}
