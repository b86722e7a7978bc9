// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lxt.tokenizers.added.NewToken;
import org.lxt.tokenizers.file.BoundedFiles;
import org.lxt.tokenizers.file.Field;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What the files next to a vocabulary say, as transformers 5 reads them: {@code tokenizer_config.json}, and
 * {@code special_tokens_map.json} and {@code added_tokens.json}, which count where the former does not list added tokens
 * itself.
 */
public final class FolderSettings {

    /** The names of special tokens, in the order in which they are added. */
    static final List<String> NAMES =
            List.of("bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token");

    private static final String LISTED = "added_tokens_decoder";
    private static final String EXTRA = "extra_special_tokens";
    private static final String ADDITIONAL = "additional_special_tokens";
    private static final String SPECIFIC = "model_specific_special_tokens";

    private final Field config;
    private final Field model;
    private final SortedMap<Integer, NewToken> numbered = new TreeMap<>();
    private final Map<String, Optional<NewToken>> named = new LinkedHashMap<>();
    private final Map<String, NewToken> ownNames = new LinkedHashMap<>();
    private final Map<String, NewToken> ownNamesListed = new LinkedHashMap<>();
    private @Nullable List<NewToken> unnamed;

    private FolderSettings(Path folder) {
        this.config = optional(folder.resolve("tokenizer_config.json"));
        this.model = optional(folder.resolve("config.json"));
    }

    /** Reads them; {@code addedTokens} are those of tokenizer.json, absent where there is no such file. */
    public static FolderSettings read(Path folder, Field addedTokens) {
        FolderSettings settings = new FolderSettings(folder);
        settings.readConfig();
        if (settings.config.has(LISTED)) {
            settings.readListed();
        } else {
            Field map = optional(folder.resolve("special_tokens_map.json"));
            settings.readMap(map);
            settings.readNumbered(optional(folder.resolve("added_tokens.json")));
            if (settings.unnamed == null && map.has(ADDITIONAL)) {
                settings.unnamed = list(map.get(ADDITIONAL));
            }
            if (addedTokens.isPresent()) {
                for (Field token : addedTokens.elements()) {
                    settings.numbered.put(token.get("id").id(), NewToken.read(token, false));
                }
            }
        }
        return settings;
    }

    private static Field optional(Path file) {
        return Files.exists(file)
                ? BoundedFiles.json(file)
                : new Field(String.valueOf(file.getFileName()), "", JsonNodeFactory.instance.objectNode());
    }

    private void readConfig() {
        config.entries().keySet().forEach(name -> {
            Field value = config.get(name);
            if (NAMES.contains(name)) {
                named.put(name, value.isPresent() ? Optional.of(token(value)) : Optional.empty());
            } else if (isName(name) && isText(value)) {
                ownNamesListed.put(name, NewToken.special(value.text()));
            } else if (isName(name) && isTyped(value)) {
                ownNames.put(name, NewToken.read(value, false));
            }
        });
        Field extra = config.get(config.has(EXTRA) || !config.has(ADDITIONAL) ? EXTRA : ADDITIONAL);
        if (extra.isObject()) {
            readOwnNames(extra);
        } else if (config.has(EXTRA) || config.has(ADDITIONAL)) {
            unnamed = list(extra);
        }
        if (ownNamesListed.isEmpty() && config.get(SPECIFIC).isPresent()) {
            readOwnNames(config.get(SPECIFIC));
        }
    }

    /** Families call tokens of their own by names such as {@code image_token}. */
    private static boolean isName(String name) {
        return name.endsWith("_token");
    }

    /** Whether transformers wrote it as a token with its settings. */
    private static boolean isTyped(Field field) {
        return field.isObject() && field.get("__type").isPresent();
    }

    private static boolean isText(Field field) {
        return field.node() != null && field.node().isString();
    }

    private static NewToken token(Field value) {
        return value.isObject() ? NewToken.read(value, false) : NewToken.special(value.text());
    }

    /** Tokens in a list, special unless they say otherwise themselves. */
    private static List<NewToken> list(Field field) {
        List<NewToken> tokens = new ArrayList<>();
        if (field.isPresent()) {
            for (Field element : field.elements()) {
                tokens.add(
                        element.isObject()
                                ? NewToken.read(element, !isTyped(element))
                                : NewToken.special(element.text()));
            }
        }
        return tokens;
    }

    private void readOwnNames(Field object) {
        object.entries().forEach((name, value) -> ownNamesListed.put(name, token(value)));
    }

    private void readListed() {
        config.get(LISTED)
                .entries()
                .forEach((id, token) -> numbered.put(number(id, token), NewToken.read(token, false)));
    }

    private static int number(String id, Field token) {
        try {
            return Integer.parseInt(id);
        } catch (NumberFormatException e) {
            throw token.fault(token.path() + " must have an id as its name; the file is damaged", e);
        }
    }

    private void readMap(Field map) {
        map.entries().keySet().forEach(name -> {
            Field value = map.get(name);
            if (name.equals(EXTRA)) {
                if (value.isObject()) {
                    readOwnNames(value);
                } else {
                    List<NewToken> all = new ArrayList<>(unnamed());
                    list(value).stream().filter(token -> !all.contains(token)).forEach(all::add);
                    unnamed = all;
                }
            } else if (NAMES.contains(name)) {
                named.put(name, value.isPresent() ? Optional.of(token(value).asSpecial()) : Optional.empty());
            } else if (isName(name) && value.isPresent()) {
                ownNames.put(name, token(value).asSpecial());
            }
        });
    }

    private void readNumbered(Field ids) {
        List<String> special = new ArrayList<>();
        named.values().forEach(token -> token.ifPresent(known -> special.add(known.content())));
        unnamed().forEach(token -> special.add(token.content()));
        ids.entries().forEach((content, id) -> {
            boolean isSpecial = special.contains(content);
            numbered.put(id.id(), new NewToken(content, false, false, false, !isSpecial, isSpecial, false));
        });
    }

    /** The file tokenizer_config.json, empty if there is none. */
    public Field config() {
        return config;
    }

    /** The file config.json, empty if there is none. */
    public Field model() {
        return model;
    }

    public boolean flag(String name, boolean whenAbsent) {
        return config.get(name).bool(whenAbsent);
    }

    /** Tokens with ids of their own, which say in which order they are added, and nothing more. */
    List<NewToken> numbered() {
        return List.copyOf(numbered.values());
    }

    /** The special tokens that have the usual names or names of their own, in the order in which they are added. */
    Map<String, NewToken> named(TokenizerClass tokenizer) {
        Map<String, NewToken> all = new LinkedHashMap<>();
        for (String name : NAMES) {
            Optional<NewToken> given = named.get(name);
            String usual = tokenizer.specialTokens().get(name);
            NewToken own = ownNamesListed.get(name);
            if (own != null) {
                all.put(name, own);
            } else if (given != null) {
                given.ifPresent(token -> all.put(name, known(token)));
            } else if (usual != null) {
                all.put(name, NewToken.special(usual));
            }
        }
        all.putAll(ownNames);
        all.putAll(ownNamesListed);
        return all;
    }

    /** The same token with all that is said about it where it has an id. */
    private NewToken known(NewToken token) {
        NewToken found = token;
        for (NewToken one : numbered.values()) {
            found = one.content().equals(token.content()) ? one : found;
        }
        return found;
    }

    /** Special tokens without a name. */
    List<NewToken> unnamed() {
        return unnamed == null ? List.of() : unnamed;
    }
}
