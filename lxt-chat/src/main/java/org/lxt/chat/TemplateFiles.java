package org.lxt.chat;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lxt.api.Fault;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a checkpoint folder says about chats.
 *
 * @param template the default template
 * @param specialTokens the special tokens by their names, such as {@code bos_token}
 */
record TemplateFiles(Optional<Found> template, Map<String, String> specialTokens) {
    private static final String CONFIG = "tokenizer_config.json";
    private static final String TEMPLATE = "chat_template.jinja";
    private static final String OLD_TEMPLATE = "chat_template.json";
    private static final String FIELD = "chat_template";

    /** Several times the largest that are published. */
    private static final long MOST_BYTES = 16_000_000;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** A template and where it is from. */
    record Found(String text, String source) {}

    static TemplateFiles of(Path folder) {
        Path config = folder.resolve(CONFIG);
        JsonNode root = Files.exists(config) ? json(config) : JSON.createObjectNode();
        Map<String, String> tokens = new TreeMap<>();
        root.propertyStream().filter(p -> p.getKey().endsWith("_token")).forEach(p -> {
            JsonNode value = p.getValue().isObject() ? p.getValue().path("content") : p.getValue();
            if (value.isString()) {
                tokens.put(p.getKey(), value.stringValue());
            }
        });
        Path file = folder.resolve(TEMPLATE);
        if (Files.exists(file)) {
            return new TemplateFiles(Optional.of(new Found(text(file), file.toString())), tokens);
        }
        Path old = folder.resolve(OLD_TEMPLATE);
        Optional<Found> found = field(root, config);
        if (found.isEmpty() && Files.exists(old)) {
            found = field(json(old), old);
        }
        return new TemplateFiles(found, tokens);
    }

    /** A text, or a list of named ones, of which the default is taken. */
    private static Optional<Found> field(JsonNode root, Path file) {
        JsonNode field = root.path(FIELD);
        if (field.isMissingNode() || field.isNull()) {
            return Optional.empty();
        }
        if (field.isString()) {
            return Optional.of(new Found(field.stringValue(), FIELD + " of " + file));
        }
        for (JsonNode named : field) {
            JsonNode text = named.path("template");
            if (named.path("name").asString("").equals("default") && text.isString()) {
                return Optional.of(new Found(text.stringValue(), FIELD + " 'default' of " + file));
            }
        }
        throw new ChatException(
                Fault.SETUP,
                file + ": " + FIELD
                        + (field.isArray()
                                ? " is a list without a template that is named default; give one as a file"
                                : " is neither a text nor a list of named templates"));
    }

    private static JsonNode json(Path file) {
        try {
            JsonNode root = JSON.readTree(text(file));
            if (!root.isObject()) {
                throw new ChatException(Fault.SETUP, file + " is no JSON object; fetch it again");
            }
            return root;
        } catch (JacksonException e) {
            throw new ChatException(
                    Fault.SETUP,
                    file + " is not valid JSON at line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + "; it may be cut off, fetch it again",
                    e);
        }
    }

    static String text(Path file) {
        if (Files.isDirectory(file)) {
            throw new ChatException(Fault.SETUP, file + " is a folder; name a file with a chat template");
        }
        if (!Files.exists(file)) {
            throw new ChatException(Fault.SETUP, "there is no file " + file);
        }
        try {
            if (!Files.isRegularFile(file)) {
                throw new ChatException(Fault.SETUP, file + " is not a regular file; name a file with a chat template");
            }
            if (Files.size(file) > MOST_BYTES) {
                throw new ChatException(
                        Fault.SETUP,
                        file + " has more than " + MOST_BYTES
                                + " bytes; put the file that belongs to the checkpoint there");
            }
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new ChatException(Fault.SETUP, file + " is not text in UTF-8", e);
        } catch (IOException e) {
            throw new ChatException(Fault.SETUP, file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
