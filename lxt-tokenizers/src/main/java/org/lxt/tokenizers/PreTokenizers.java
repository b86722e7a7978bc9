package org.lxt.tokenizers;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Reads the {@code pre_tokenizer} of a tokenizer.json. */
final class PreTokenizers {

    private PreTokenizers() {}

    static PreTokenizer read(Field field) {
        if (!field.isPresent()) {
            return (text, pieces) -> pieces.accept(text);
        }
        return switch (field.type()) {
            case "ByteLevel" -> {
                field.allowOnly("type", "add_prefix_space", "trim_offsets", "use_regex");
                yield new ByteLevelPreTokenizer(
                        field.get("add_prefix_space").bool(),
                        field.get("use_regex").bool(true));
            }
            case "Split" -> SplitPreTokenizer.read(field);
            case "Sequence" -> {
                field.allowOnly("type", "pretokenizers");
                List<PreTokenizer> stages = new ArrayList<>();
                for (Field stage : field.get("pretokenizers").elements()) {
                    stages.add(read(stage));
                }
                yield (text, pieces) -> runFrom(stages, 0, text, pieces);
            }
            default -> throw field.unsupportedType("pre-tokenizer", "ByteLevel, Sequence, Split");
        };
    }

    private static void runFrom(List<PreTokenizer> stages, int stage, AlignedText text, Consumer<AlignedText> pieces) {
        if (stage == stages.size()) {
            pieces.accept(text);
        } else {
            stages.get(stage).split(text, piece -> {
                if (!piece.text().isEmpty()) {
                    runFrom(stages, stage + 1, piece, pieces);
                }
            });
        }
    }
}
