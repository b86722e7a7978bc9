// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.post;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.lxt.tokenizers.file.Field;

/** Reads the {@code post_processor} of a tokenizer.json; {@code known} says which ids are tokens. */
public final class PostProcessors {

    private static final String SUPPORTED =
            "BertProcessing, ByteLevel, RobertaProcessing, Sequence, TemplateProcessing";

    private PostProcessors() {}

    public static PostProcessor read(Field field, IntPredicate known) {
        if (!field.isPresent()) {
            return new PostProcessorSequence(List.of());
        }
        return switch (field.type()) {
            case "ByteLevel" -> {
                field.allowOnly("type", "add_prefix_space", "trim_offsets", "use_regex");
                field.get("use_regex").bool(true);
                yield new TrimmedOffsets(
                        field.get("trim_offsets").bool(),
                        field.get("add_prefix_space").bool());
            }
            case "TemplateProcessing" -> TokenTemplate.read(field, known);
            case "BertProcessing" -> ClassifierTokens.bert(field, known);
            case "RobertaProcessing" -> ClassifierTokens.roberta(field, known);
            case "Sequence" -> sequence(field, known);
            default -> throw field.unsupportedType("post-processor", SUPPORTED);
        };
    }

    private static PostProcessor sequence(Field field, IntPredicate known) {
        field.allowOnly("type", "processors");
        List<PostProcessor> stages = new ArrayList<>();
        List<Field> elements = field.get("processors").elements();
        for (Field element : elements) {
            // One that adds tokens makes segments of its own, which the reference library then takes for sequences.
            if (!stages.isEmpty() && stages.getLast().addedTokens(1) > 0) {
                throw element.fault(element.path()
                        + " comes after one that adds tokens, which is not supported; put that one last");
            }
            stages.add(read(element, known));
        }
        return new PostProcessorSequence(stages);
    }
}
