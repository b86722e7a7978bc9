// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.result;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;

/**
 * A prompt with its answer: continued by the model, or as it was given.
 *
 * @param prompt the prompt with the answer: a text where the prompt was one and prompt and answer are read back as these
 *     tokens, else token ids
 * @param ids ids of all tokens
 * @param promptTokens how many of them are the prompt
 * @param ending why the answer goes no further
 */
public record Generation(Prompt prompt, int[] ids, int promptTokens, Ending ending) {
    /** Why an answer goes no further. */
    public enum Ending {
        /** The model said one of the tokens that end an answer, which is no part of it. */
        MODEL,
        /** It contains a stop text. */
        STOP_TEXT,
        /** It has as many tokens as were asked for, or as the model has room for. */
        LENGTH,
        /** Its listener wanted no more. */
        LISTENER,
        /** It was made elsewhere. */
        GIVEN
    }

    /** Copies the ids. */
    public Generation {
        ids = ids.clone();
    }

    /** Ids of all tokens. */
    @Override
    public int[] ids() {
        return ids.clone();
    }

    /** Whether the model ended its answer. */
    public boolean ended() {
        return ending == Ending.MODEL;
    }

    /** The ids of the answer. */
    public int[] generated() {
        return Arrays.copyOfRange(ids, promptTokens, ids.length);
    }

    /** A target for each generated token: its logit at the position before it. */
    public List<Target> targets() {
        List<Target> targets = new ArrayList<>();
        for (int i = promptTokens; i < ids.length; i++) {
            targets.add(Target.token(ids[i]).at(i - 1));
        }
        return targets;
    }

    /** The generation as plain data, for JSON: {@code ids}, {@code prompt_tokens}, {@code ended} and
     * {@code ending}. */
    @JsonValue
    public Map<String, Object> toMap() {
        return PlainData.of(this);
    }

    /** In a few words. */
    @Override
    public String toString() {
        return InWords.of(this);
    }
}
