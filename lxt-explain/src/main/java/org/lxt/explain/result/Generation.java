package org.lxt.explain.result;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;

/**
 * A prompt continued greedily.
 *
 * @param prompt the prompt and what was generated, as token ids
 * @param promptTokens how many of them are the prompt
 * @param ended whether the model ended its answer; if not, the number of tokens asked for was reached
 */
public record Generation(Prompt prompt, int promptTokens, boolean ended) {
    /** The generated ids. */
    public int[] generated() {
        int[] ids = prompt.ids();
        return java.util.Arrays.copyOfRange(ids, promptTokens, ids.length);
    }

    /** A target for each generated token: its logit at the position before it. */
    public List<Target> targets() {
        int[] ids = prompt.ids();
        List<Target> targets = new ArrayList<>();
        for (int i = promptTokens; i < ids.length; i++) {
            targets.add(Target.token(ids[i]).at(i - 1));
        }
        return targets;
    }

    /** The generation as plain data, for JSON: {@code ids}, {@code prompt_tokens} and {@code ended}. */
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
