// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.model;

import java.util.List;
import java.util.function.IntPredicate;
import org.lxt.tokenizers.file.Field;

/** Reads the {@code model} of a tokenizer.json. */
public final class Models {

    private static final String SUPPORTED = "BPE, Unigram, WordLevel, WordPiece";

    /** Of a model that has no token for what is unknown. */
    public static final int NO_UNKNOWN = UnknownToken.NONE;

    private Models() {}

    /**
     * SentencePiece's byte pair encoding: neighbours whose texts together are a token are joined, the token of the highest score
     * first, of several the leftmost; characters without a token become bytes.
     *
     * @param tokens by id, no two equal
     * @param scores of the tokens
     * @param joins whether neighbours may become a token
     * @param unknown the id for what has neither a token nor bytes
     */
    public static TokenModel byScore(List<String> tokens, double[] scores, IntPredicate joins, int unknown) {
        return BpeModel.byScore(Vocabulary.inOrder(tokens), scores, joins, unknown);
    }

    /**
     * SentencePiece's unigram language model.
     *
     * @param tokens by id, no two equal
     * @param scores of the tokens
     * @param isPiece whether text may become a token; the least score is looked for among these, and the unknown one
     * @param unknown the id for what has no token
     */
    public static TokenModel unigram(List<String> tokens, double[] scores, IntPredicate isPiece, int unknown) {
        return UnigramModel.of(tokens, scores, isPiece, unknown);
    }

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
