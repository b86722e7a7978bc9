// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.settings;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.lxt.tokenizers.added.NewToken;
import org.lxt.tokenizers.file.Field;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The post-processor that a class of transformers 5 makes itself, in the form of tokenizer.json. */
public final class ClassTemplate {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final List<String> BERT = List.of("*0", "A0", "*0", "B1", "*1");

    private final FolderSettings settings;
    private final Map<String, NewToken> named;
    private final ToIntFunction<String> ids;

    private ClassTemplate(TokenizerClass tokenizer, FolderSettings settings, ToIntFunction<String> ids) {
        this.settings = settings;
        this.named = settings.named(tokenizer);
        this.ids = ids;
    }

    /** What makes the post-processor of a class, empty if that of the tokenizer.json stays. */
    public static Optional<Function<ToIntFunction<String>, ObjectNode>> of(
            TokenizerClass tokenizer, FolderSettings settings, boolean hasFile) {
        if (tokenizer == TokenizerClass.BERT) {
            return Optional.of(ids -> new ClassTemplate(tokenizer, settings, ids).bert());
        }
        if (tokenizer == TokenizerClass.ROBERTA) {
            return Optional.of(ids -> new ClassTemplate(tokenizer, settings, ids).roberta());
        }
        return hasFile
                ? Optional.empty()
                : Optional.of(ids -> new ClassTemplate(tokenizer, settings, ids).beginAndEnd());
    }

    /** Whether the post-processor of a tokenizer.json puts special tokens where that of the class puts them. */
    public static boolean fits(TokenizerClass tokenizer, Field postProcessor) {
        if (!postProcessor.isPresent()) {
            return true;
        }
        return switch (tokenizer) {
            case BERT ->
                postProcessor.type().equals("BertProcessing")
                        || (postProcessor.type().equals("TemplateProcessing")
                                && places(postProcessor.get("single")).equals(BERT.subList(0, 3))
                                && places(postProcessor.get("pair")).equals(BERT));
            case ROBERTA -> postProcessor.type().equals("RobertaProcessing");
            default -> true;
        };
    }

    private static List<String> places(Field template) {
        return template.elements().stream()
                .map(part -> {
                    Field sequence = part.get("Sequence");
                    Field place = sequence.isPresent() ? sequence : part.get("SpecialToken");
                    return (sequence.isPresent() ? sequence.get("id").text() : "*")
                            + place.get("type_id").id();
                })
                .toList();
    }

    private ObjectNode bert() {
        return template(List.of("cls_token"), List.of("sep_token"), true);
    }

    private ObjectNode beginAndEnd() {
        return template(
                settings.flag("add_bos_token", false) ? List.of("bos_token") : List.of(),
                settings.flag("add_eos_token", false) ? List.of("eos_token") : List.of(),
                false);
    }

    private ObjectNode roberta() {
        ObjectNode processing = JSON.objectNode()
                .put("type", "RobertaProcessing")
                .put("trim_offsets", settings.flag("trim_offsets", true))
                .put("add_prefix_space", settings.flag("add_prefix_space", false));
        for (String name : List.of("cls", "sep")) {
            String token = token(name + "_token");
            processing.putArray(name).add(token).add(ids.applyAsInt(token));
        }
        return processing;
    }

    private String token(String name) {
        NewToken token = named.get(name);
        if (token == null) {
            throw settings.config()
                    .get(name)
                    .fault(name + " is needed and is missing; give it in tokenizer_config.json");
        }
        return token.content();
    }

    private ObjectNode template(List<String> before, List<String> after, boolean once) {
        ObjectNode template = JSON.objectNode().put("type", "TemplateProcessing");
        ArrayNode single = template.putArray("single");
        ArrayNode pair = template.putArray("pair");
        ObjectNode special = template.putObject("special_tokens");
        for (int sequence = 0; sequence < 2; sequence++) {
            ArrayNode parts = JSON.arrayNode();
            if (sequence == 0 || !once) {
                place(before, sequence, parts, special);
            }
            ObjectNode text = parts.addObject();
            text.putObject("Sequence").put("id", sequence == 0 ? "A" : "B").put("type_id", sequence);
            place(after, sequence, parts, special);
            if (sequence == 0) {
                single.addAll(parts);
            }
            pair.addAll(parts);
        }
        return template;
    }

    private void place(List<String> names, int typeId, ArrayNode parts, ObjectNode special) {
        for (String name : names) {
            String token = token(name);
            parts.addObject().putObject("SpecialToken").put("id", token).put("type_id", typeId);
            JsonNode entry = special.get(token);
            if (entry == null) {
                ObjectNode added = special.putObject(token).put("id", token);
                added.putArray("ids").add(ids.applyAsInt(token));
                added.putArray("tokens").add(token);
            }
        }
    }
}
