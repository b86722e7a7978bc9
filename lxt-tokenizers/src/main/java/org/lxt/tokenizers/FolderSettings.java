package org.lxt.tokenizers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The settings beside a vocabulary: {@code tokenizer_config.json}, and {@code special_tokens_map.json} and
 * {@code added_tokens.json}, which count where the former does not list added tokens itself.
 */
final class FolderSettings {

    private final Field config;
    private final Field specialTokens;
    private final Field addedTokens;
    private final Field model;
    private final Map<String, String> defaults;

    private FolderSettings(
            Field config, Field specialTokens, Field addedTokens, Field model, Map<String, String> defaults) {
        this.config = config;
        this.specialTokens = specialTokens;
        this.addedTokens = addedTokens;
        this.model = model;
        this.defaults = defaults;
    }

    /** Reads them; {@code defaults} are the special tokens, by name, of the tokenizer's kind. */
    static FolderSettings read(Path folder, Map<String, String> defaults) {
        Field config = optional(folder.resolve("tokenizer_config.json"));
        Field none = new Field("tokenizer_config.json", "", JsonNodeFactory.instance.objectNode());
        boolean listsTokens = config.get("added_tokens_decoder").isPresent();
        FolderSettings settings = new FolderSettings(
                config,
                listsTokens ? none : optional(folder.resolve("special_tokens_map.json")),
                listsTokens ? none : optional(folder.resolve("added_tokens.json")),
                optional(folder.resolve("config.json")),
                defaults);
        if (settings.flag("split_special_tokens", false)) {
            throw config.fault("split_special_tokens is not supported; set it to false");
        }
        return settings;
    }

    private static Field optional(Path file) {
        return Files.exists(file)
                ? JsonFile.read(file)
                : new Field(String.valueOf(file.getFileName()), "", JsonNodeFactory.instance.objectNode());
    }

    /** Refuses a folder whose tokenizer is of another kind than its files look like. */
    void requireClass(Set<String> classes, Set<String> models, String files) {
        Field name = config.get("tokenizer_class");
        Field type = model.get("model_type");
        Field telling = name.isPresent() ? name : type;
        if (telling.isPresent() && !(name.isPresent() ? classes : models).contains(telling.text())) {
            throw telling.fault(telling.path() + " is " + Field.quote(telling.text())
                    + ", whose tokenizer cannot be read from " + files + "; save it as tokenizer.json");
        }
    }

    Field get(String name) {
        return config.get(name);
    }

    boolean flag(String name, boolean whenAbsent) {
        return config.get(name).bool(whenAbsent);
    }

    /** The text of a named special token, such as {@code unk_token}. */
    String named(String name) {
        Field value = value(name);
        return value.isPresent() ? content(value) : defaults.getOrDefault(name, "");
    }

    /** The setting of a special token: a text, or an object with its content and how it is found. */
    Field value(String name) {
        Field mapped = specialTokens.get(name);
        return mapped.isPresent() ? mapped : config.get(name);
    }

    static String content(Field token) {
        return token.isObject() ? token.get("content").text() : token.text();
    }

    /** Special tokens without a name. */
    List<Field> unnamed() {
        List<Field> tokens = new ArrayList<>(unnamedWhenNumbered());
        addAll(specialTokens.get("additional_special_tokens"), tokens);
        return tokens;
    }

    /** Those that transformers knows of by the time it reads {@code added_tokens.json}; the others are not special. */
    List<Field> unnamedWhenNumbered() {
        List<Field> tokens = new ArrayList<>();
        addAll(config.get("additional_special_tokens"), tokens);
        addAll(config.get("extra_special_tokens"), tokens);
        addAll(specialTokens.get("extra_special_tokens"), tokens);
        return tokens;
    }

    private static void addAll(Field list, List<Field> tokens) {
        if (list.isPresent()) {
            tokens.addAll(list.elements());
        }
    }

    /** The added tokens of {@code added_tokens_decoder}, by id as text. */
    Map<String, Field> listed() {
        Field listed = config.get("added_tokens_decoder");
        return listed.isPresent() ? listed.entries() : Map.of();
    }

    /** The ids of {@code added_tokens.json}, by text. */
    Map<String, Field> numbered() {
        return new LinkedHashMap<>(addedTokens.entries());
    }
}
