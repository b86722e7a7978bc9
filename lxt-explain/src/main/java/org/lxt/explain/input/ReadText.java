// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.input;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lxt.explain.request.ExplainException;
import org.lxt.explain.request.Prompt;
import org.lxt.tokenizers.Encoding;
import org.lxt.tokenizers.Tokenizer;

/**
 * What a tokenizer makes of a prompt.
 *
 * @param ids token ids
 * @param types types of the tokens
 * @param starts where each token begins in the text of the prompt, in UTF-16 units; 0 where a token was added
 * @param ends where it ends
 * @param answer index of the first token of the answer, or the number of tokens if there is none
 */
record ReadText(int[] ids, int[] types, int[] starts, int[] ends, int answer) {
    /**
     * Reads a prompt of text.
     *
     * @param text the text of the prompt, or the first of its pair
     */
    static ReadText of(Prompt prompt, String text, Tokenizer tokenizer) {
        String pair = prompt.pair();
        if (text.isEmpty() || (pair != null && pair.isEmpty())) {
            throw new ExplainException(
                    text.isEmpty() ? "the prompt is empty; give some text" : "the second text of the pair is empty");
        }
        ReadText whole = encoded(text, pair, tokenizer, prompt.addsSpecialTokens());
        if (!prompt.hasAnswer()) {
            return whole;
        }
        String asked = text.substring(0, prompt.answerStart());
        ReadText question = encoded(asked, null, tokenizer, prompt.addsSpecialTokens());
        int mismatch = Arrays.mismatch(question.ids, whole.ids);
        if (mismatch == question.ids.length) {
            return whole.answeredFrom(mismatch);
        }
        // The end of the prompt and the beginning of the answer became one token, which the model would never say.
        return question.then(encoded(text.substring(asked.length()), null, tokenizer, false), asked.length());
    }

    private static ReadText encoded(String text, @Nullable String pair, Tokenizer tokenizer, boolean specialTokens) {
        Encoding encoding = tokenizer.encode(text, pair, specialTokens);
        int[] starts = new int[encoding.length()];
        int[] ends = new int[encoding.length()];
        for (int i = 0; i < starts.length; i++) {
            int shift = encoding.sequence(i) == 1 ? text.length() + Prompt.BETWEEN.length() : 0;
            starts[i] = encoding.start(i) + shift;
            ends[i] = encoding.end(i) + shift;
        }
        return new ReadText(encoding.ids(), encoding.typeIds(), starts, ends, starts.length);
    }

    private ReadText answeredFrom(int first) {
        return new ReadText(ids, types, starts, ends, first);
    }

    private ReadText then(ReadText other, int shift) {
        return new ReadText(
                joined(ids, other.ids, 0),
                joined(types, other.types, 0),
                joined(starts, other.starts, shift),
                joined(ends, other.ends, shift),
                ids.length);
    }

    private static int[] joined(int[] first, int[] second, int shift) {
        int[] all = Arrays.copyOf(first, first.length + second.length);
        for (int i = 0; i < second.length; i++) {
            all[first.length + i] = second[i] + shift;
        }
        return all;
    }
}
