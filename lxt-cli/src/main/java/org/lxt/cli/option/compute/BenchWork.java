// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.option.compute;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lxt.cli.option.prompt.AnswerOptions;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Request;
import org.lxt.explain.request.Target;
import org.lxt.tasks.ask.Measure;
import picocli.CommandLine.Option;

/** Options about answers for a benchmark. */
public final class BenchWork {
    @Option(
            names = "--answer",
            paramLabel = "N",
            description = "Take the last N tokens of the prompt for an answer, and explain all of them together.")
    private @Nullable Integer answer;

    @Option(
            names = "--each",
            description = "With --answer: explain each token by itself, in one pass, as a matrix of prompt and answer.")
    private boolean each;

    @Option(
            names = "--measure",
            paramLabel = "MEASURE",
            completionCandidates = AnswerOptions.Measures.class,
            description = "With --answer: what is explained of each token: ${COMPLETION-CANDIDATES}.")
    private @Nullable String measure;

    @Option(
            names = "--generate",
            paramLabel = "N",
            description =
                    "Continue the prompt by N tokens instead of explaining it, the most probable each time; the line tells"
                            + " the time of the prompt as forward_s.")
    private @Nullable Integer generate;

    /** How many tokens are generated; 0 if the prompt is explained. */
    public int generated() {
        return generate == null ? 0 : generate;
    }

    /** Whether an answer is explained. */
    public boolean hasAnswer() {
        return answer != null;
    }

    /**
     * What is wrong with these options, or null.
     *
     * @param targets how many targets there are otherwise
     * @param batch how many prompts
     */
    @Nullable
    public String problem(int targets, int batch) {
        if (answer == null) {
            if (each || measure != null) {
                return "--each and --measure are about an answer: give --answer N";
            }
        } else if (generate != null) {
            return "--generate N continues the prompt, and --answer N explains it; leave one out";
        } else if (targets != 1) {
            return "--answer N names what is explained; leave --targets out";
        } else if (answer < 1) {
            return "--answer must be at least 1, not " + answer;
        }
        if (generate != null && (generate < 1 || batch != 1 || targets != 1)) {
            return generate < 1
                    ? "--generate must be at least 1, not " + generate
                    : "--generate continues one prompt; leave --batch and --targets out";
        }
        return null;
    }

    /**
     * The answer explained as asked for.
     *
     * @param ids prompt and answer, longer than the answer
     */
    public Request request(int[] ids) {
        int first = ids.length - (answer == null ? 0 : answer);
        Prompt prompt = Prompt.ofIds(ids).answeredFrom(first);
        Measure of = measure == null ? Measure.LOGIT : Measure.of(measure);
        List<Target> targets = each
                ? IntStream.range(first, ids.length)
                        .mapToObj(i -> of.of(Target.token(ids[i]).at(i - 1)))
                        .toList()
                : List.of(of.of(Target.answer()));
        return new Request(prompt, targets);
    }

    /** How many tokens the answer has. */
    public int answered() {
        return answer == null ? 0 : answer;
    }
}
