package org.lxt.tokenizers;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** Reads the {@code post_processor} of a tokenizer.json; {@code known} says which ids are tokens. */
final class PostProcessors {

    private PostProcessors() {}

    static PostProcessor read(Field field, IntPredicate known) {
        if (!field.isPresent()) {
            return (segments, addSpecialTokens) -> segments;
        }
        return switch (field.type()) {
            case "ByteLevel" -> {
                field.allowOnly("type", "add_prefix_space", "trim_offsets", "use_regex");
                field.get("use_regex").bool(true);
                yield new TrimmedOffsets(
                        field.get("trim_offsets").bool(),
                        field.get("add_prefix_space").bool());
            }
            case "TemplateProcessing" -> Template.read(field, known);
            case "Sequence" -> sequence(field, known);
            default -> throw field.unsupportedType("post-processor", "ByteLevel, Sequence, TemplateProcessing");
        };
    }

    private static PostProcessor sequence(Field field, IntPredicate known) {
        field.allowOnly("type", "processors");
        List<PostProcessor> stages = new ArrayList<>();
        List<Field> elements = field.get("processors").elements();
        for (Field element : elements) {
            // A template makes segments of its own, which the reference library then takes for sequences.
            if (!stages.isEmpty() && stages.getLast() instanceof Template) {
                throw element.fault(
                        element.path() + " comes after a template, which is not supported; put the template last");
            }
            stages.add(read(element, known));
        }
        return (segments, addSpecialTokens) -> {
            List<Segment> processed = segments;
            for (PostProcessor stage : stages) {
                processed = stage.process(processed, addSpecialTokens);
            }
            return processed;
        };
    }
}
