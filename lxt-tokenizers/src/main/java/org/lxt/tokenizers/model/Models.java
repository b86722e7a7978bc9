// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.model;

import org.lxt.tokenizers.file.Field;

/** Reads the {@code model} of a tokenizer.json. */
public final class Models {

    private static final String SUPPORTED = "BPE, Unigram, WordLevel, WordPiece";

    private Models() {}

    public static TokenModel read(Field field) {
        return switch (type(field)) {
            case "BPE" -> BpeModel.read(field);
            case "Unigram" -> UnigramModel.read(field);
            case "WordLevel" -> WordLevelModel.read(field);
            case "WordPiece" -> WordPieceModel.read(field);
            default ->
                throw field.fault("model type " + Field.quote(field.type()) + " is not supported yet (supported: "
                        + SUPPORTED + "); use a tokenizer of a supported kind");
        };
    }

    /** Files from before the models had a "type" are still around; each has a field that no other has. */
    public static String type(Field field) {
        if (!field.get("type").isPresent()) {
            if (field.get("merges").isPresent()) {
                return "BPE";
            }
            if (field.get("max_input_chars_per_word").isPresent()) {
                return "WordPiece";
            }
            if (field.get("unk_id").isPresent()) {
                return "Unigram";
            }
        }
        return field.type();
    }
}
