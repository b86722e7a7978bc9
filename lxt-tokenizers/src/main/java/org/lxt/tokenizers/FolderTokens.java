package org.lxt.tokenizers;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The added tokens of a tokenizer that has no tokenizer.json, in the order in which transformers adds them: those with
 * an id, then the named special tokens, then the others.
 */
final class FolderTokens {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> NAMES =
            List.of("bos_token", "eos_token", "unk_token", "sep_token", "pad_token", "cls_token", "mask_token");

    private final FolderSettings settings;
    private final Field vocabulary;
    private final int modelTokens;
    private final Map<String, ObjectNode> tokens = new LinkedHashMap<>();
    private int beyondModel;

    FolderTokens(FolderSettings settings, Field vocabulary) {
        this.settings = settings;
        this.vocabulary = vocabulary;
        this.modelTokens = vocabulary.entries().size();
        addListed();
        addNumbered();
        for (String name : NAMES) {
            String content = settings.named(name);
            if (!content.isEmpty()) {
                Field value = settings.value(name);
                ObjectNode known = tokens.get(content);
                if (known == null) {
                    put(content, value, true);
                } else {
                    known.put("special", true);
                }
            }
        }
        for (Field token : settings.unnamed()) {
            String content = FolderSettings.content(token);
            if (!tokens.containsKey(content)) {
                put(content, token, true);
            }
        }
    }

    private void addListed() {
        settings.listed().entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> id(entry.getKey(), entry.getValue())))
                .forEach(entry -> {
                    Field token = entry.getValue();
                    put(token.get("content").text(), token, token.get("special").bool(false))
                            .put("id", id(entry.getKey(), token));
                });
    }

    private static int id(String key, Field token) {
        try {
            return Integer.parseInt(key);
        } catch (NumberFormatException e) {
            throw token.fault(token.path() + " must have an id as its name; the file is damaged", e);
        }
    }

    private void addNumbered() {
        List<String> unnamed = settings.unnamedWhenNumbered().stream()
                .map(FolderSettings::content)
                .toList();
        settings.numbered().entrySet().stream()
                .sorted(Comparator.comparingInt(entry -> entry.getValue().id()))
                .forEach(entry -> {
                    String content = entry.getKey();
                    boolean special = unnamed.contains(content)
                            || NAMES.stream().anyMatch(n -> settings.named(n).equals(content));
                    put(content, null, special).put("id", entry.getValue().id());
                });
    }

    private ObjectNode put(String content, @Nullable Field token, boolean special) {
        Field own = vocabulary.get(content);
        int id = own.isPresent() ? own.id() : modelTokens + beyondModel;
        beyondModel += own.isPresent() ? 0 : 1;
        ObjectNode added = JSON.objectNode().put("id", id).put("content", content);
        for (String setting : List.of("single_word", "lstrip", "rstrip")) {
            added.put(setting, flag(token, setting, false));
        }
        added.put("normalized", flag(token, "normalized", !special));
        added.put("special", special);
        tokens.put(content, added);
        return added;
    }

    private static boolean flag(@Nullable Field token, String setting, boolean whenAbsent) {
        if (token == null || !token.isObject()) {
            return whenAbsent;
        }
        return token.get(setting).bool(whenAbsent);
    }

    ArrayNode toJson() {
        ArrayNode all = JSON.arrayNode();
        tokens.values().forEach(all::add);
        return all;
    }

    /** Puts a named special token at the end of the templates. */
    void place(String name, int typeId, @Nullable ArrayNode single, ArrayNode pair, ObjectNode special) {
        String content = settings.named(name);
        ObjectNode token = tokens.get(content);
        if (token == null) {
            throw settings.get(name).fault(name + " is needed and is missing; give it in tokenizer_config.json");
        }
        ObjectNode place = JSON.objectNode();
        place.putObject("SpecialToken").put("id", content).put("type_id", typeId);
        if (single != null) {
            single.add(place);
        }
        pair.add(place);
        ObjectNode entry = special.putObject(content).put("id", content);
        entry.putArray("ids").add(token.get("id").intValue());
        entry.putArray("tokens").add(content);
    }
}
