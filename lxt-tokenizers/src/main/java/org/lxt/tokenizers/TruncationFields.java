// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers;

import java.util.Optional;
import org.lxt.tokenizers.file.Field;

/** Reads the {@code truncation} of a tokenizer.json. */
final class TruncationFields {

    private TruncationFields() {}

    static Optional<Truncation> read(Field field) {
        if (!field.isPresent()) {
            return Optional.empty();
        }
        field.allowOnly("direction", "max_length", "strategy", "stride");
        return Optional.of(new Truncation(
                field.get("max_length").id(),
                strategy(field.get("strategy")),
                direction(field.get("direction")),
                field.get("stride").id()));
    }

    private static Truncation.Strategy strategy(Field field) {
        return switch (field.text()) {
            case "LongestFirst" -> Truncation.Strategy.LONGEST_FIRST;
            case "OnlyFirst" -> Truncation.Strategy.ONLY_FIRST;
            case "OnlySecond" -> Truncation.Strategy.ONLY_SECOND;
            default -> throw field.wrong("must be LongestFirst, OnlyFirst or OnlySecond");
        };
    }

    private static Truncation.Direction direction(Field field) {
        return switch (field.isPresent() ? field.text() : "Right") {
            case "Left" -> Truncation.Direction.LEFT;
            case "Right" -> Truncation.Direction.RIGHT;
            default -> throw field.wrong("must be Left or Right");
        };
    }
}
