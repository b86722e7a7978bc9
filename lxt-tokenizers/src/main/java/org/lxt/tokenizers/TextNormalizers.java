package org.lxt.tokenizers;

import java.util.ArrayList;
import java.util.List;

/** Reads the {@code normalizer} of a tokenizer.json. */
final class TextNormalizers {

    private TextNormalizers() {}

    static TextNormalizer read(Field field) {
        if (!field.isPresent()) {
            return text -> text;
        }
        return switch (field.type()) {
            case "NFC" -> {
                field.allowOnly("type");
                yield new NfcNormalizer();
            }
            case "Sequence" -> {
                field.allowOnly("type", "normalizers");
                List<TextNormalizer> stages = new ArrayList<>();
                for (Field stage : field.get("normalizers").elements()) {
                    stages.add(read(stage));
                }
                yield text -> {
                    AlignedText normalized = text;
                    for (TextNormalizer stage : stages) {
                        normalized = stage.normalize(normalized);
                    }
                    return normalized;
                };
            }
            default -> throw field.unsupportedType("normalizer", "NFC, Sequence");
        };
    }
}
