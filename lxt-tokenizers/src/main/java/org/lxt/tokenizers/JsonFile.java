package org.lxt.tokenizers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads JSON files strictly. */
final class JsonFile {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private JsonFile() {}

    static Field read(Path file) {
        String name = String.valueOf(file.getFileName());
        try {
            FileSize.check(file);
            JsonNode root = parse(file);
            if (root.isMissingNode()) {
                throw new TokenizerException(name + ": the file is empty; fetch it again");
            }
            return new Field(name, "", root);
        } catch (NoSuchFileException e) {
            throw new TokenizerException(
                    name + ": there is no file " + file + "; give the path of a tokenizer.json", e);
        } catch (IOException | JacksonIOException e) {
            throw new TokenizerException(name + ": the file " + file + " cannot be read: " + e.getMessage(), e);
        } catch (JacksonException e) {
            throw new TokenizerException(
                    name + ": the file is not valid JSON at line "
                            + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + " (" + reason(e) + "); it may be cut off, fetch it again",
                    e);
        }
    }

    private static JsonNode parse(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return JSON.readTree(in);
        }
    }

    /** Without where an array or object begins that has no end, which the parser tells in words about its own settings. */
    private static String reason(JacksonException e) {
        return e.getOriginalMessage().replaceFirst("(?s) \\(start marker at .*", "");
    }
}
