// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.chat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lxt.api.Fault;
import org.lxt.json.Dialect;
import org.lxt.json.JsonProblem;
import org.lxt.json.JsonReader;
import org.lxt.json.JsonText;
import tools.jackson.databind.JsonNode;

/**
 * What a checkpoint folder says about chats.
 *
 * @param template the default template
 * @param specialTokens the special tokens by their names, such as {@code bos_token}
 */
record TemplateFiles(Optional<Found> template, Map<String, String> specialTokens) {
    private static final String CONFIG = "tokenizer_config.json";
    private static final String TEMPLATE = "chat_template.jinja";
    private static final String MORE_TEMPLATES = "additional_chat_templates";
    private static final String OLD_TEMPLATE = "chat_template.json";
    private static final String FIELD = "chat_template";

    /** Several times the largest that are published. */
    private static final long MOST_BYTES = 16_000_000;

    private static final JsonReader READER = JsonReader.of(Dialect.PYTHON, MOST_BYTES, TemplateFiles::refused);

    /** A template and where it is from. */
    record Found(String text, String source) {}

    static TemplateFiles of(Path folder) {
        Path config = folder.resolve(CONFIG);
        JsonNode root = Files.exists(config) ? json(config) : JsonText.object();
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

    /**
     * The template of this name that the folder has besides its default: a file of {@code additional_chat_templates}, or one of
     * the list in {@code tokenizer_config.json}.
     */
    static Optional<Found> named(Path folder, String name) {
        Path file = folder.resolve(MORE_TEMPLATES).resolve(name + ".jinja");
        if (Files.exists(file)) {
            return Optional.of(new Found(text(file), file.toString()));
        }
        Path config = folder.resolve(CONFIG);
        return Files.exists(config) ? named(json(config).path(FIELD), name, config) : Optional.empty();
    }

    private static Optional<Found> named(JsonNode list, String name, Path file) {
        for (JsonNode named : list) {
            JsonNode text = named.path("template");
            if (named.path("name").asString("").equals(name) && text.isString()) {
                return Optional.of(new Found(text.stringValue(), FIELD + " '" + name + "' of " + file));
            }
        }
        return Optional.empty();
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
        Optional<Found> found = named(field, "default", file);
        if (found.isPresent()) {
            return found;
        }
        throw new ChatException(
                Fault.SETUP,
                file + ": " + FIELD
                        + (field.isArray()
                                ? " is a list without a template that is named default; give one as a file"
                                : " is neither a text nor a list of named templates"));
    }

    private static JsonNode json(Path file) {
        JsonNode root = READER.tree(file);
        if (!root.isObject()) {
            throw new ChatException(Fault.SETUP, file + " is not a JSON object; fetch it again");
        }
        return root;
    }

    static String text(Path file) {
        return READER.text(file);
    }

    private static ChatException refused(String file, JsonProblem problem) {
        String advice = switch (problem.kind()) {
            case ABSENT, NOT_A_FILE -> "name a file with a chat template";
            case TOO_LARGE -> "put the file that belongs to the checkpoint there";
            case UNREADABLE -> "check its permissions and the disk";
            case DAMAGED -> "it may be cut off, fetch it again";
        };
        return new ChatException(Fault.SETUP, file + " " + problem.what() + "; " + advice, problem.cause());
    }
}
