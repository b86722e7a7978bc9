// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tasks.ask;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.Generation;

/**
 * Which tokens of an answer are explained, as people name them: {@code answer} for all of them together, {@code each} for each
 * by itself, the numbers of tokens of the answer such as {@code 3:7}, the first being 0 and the last one left out, or a part of
 * its text ({@code text:each} is the word).
 *
 * @param name the name
 * @param measure what of each token is explained
 */
public record AnswerPart(String name, Measure measure) {
    /** The whole answer. */
    public static final String ANSWER = "answer";

    /** Each token by itself. */
    public static final String EACH = "each";

    private static final String TEXT_PREFIX = "text:";
    private static final Pattern TOKENS = Pattern.compile("(\\d{1,9}):(\\d{1,9})");

    /**
     * The targets.
     *
     * @param answer the prompt with its answer
     */
    public List<Target> targets(Generation answer) {
        if (name.equals(EACH)) {
            int[] ids = answer.ids();
            return IntStream.range(answer.promptTokens(), ids.length)
                    .mapToObj(i -> measure.of(Target.token(ids[i]).at(i - 1)))
                    .toList();
        }
        return List.of(together(answer));
    }

    /** The tokens as one target; of {@code each} the whole answer. */
    public Target together(Generation answer) {
        Matcher tokens = TOKENS.matcher(name);
        if (tokens.matches()) {
            int first = answer.promptTokens();
            return measure.of(
                    Target.span(first + Integer.parseInt(tokens.group(1)), first + Integer.parseInt(tokens.group(2))));
        }
        if (name.equals(ANSWER) || name.equals(EACH)) {
            return measure.of(Target.answer());
        }
        return measure.of(Target.span(name.startsWith(TEXT_PREFIX) ? name.substring(TEXT_PREFIX.length()) : name));
    }
}
