// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.option.prompt;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.lxt.explain.request.ExplainException;
import org.lxt.explain.request.GenerationOptions;
import org.lxt.explain.request.Sampling;
import org.lxt.tasks.AnswerTask;
import org.lxt.tasks.ask.Measure;
import org.lxt.tasks.ask.PromptText;
import org.lxt.tasks.ask.TextInput;
import picocli.CommandLine.Option;

/** Options about answers of several tokens. */
public final class AnswerOptions {
    /** The names of what can be explained of a token. */
    public static final class Measures extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        public Measures() {
            super(Measure.names());
        }
    }

    @Option(
            names = "--generate",
            paramLabel = "N",
            description =
                    "Continue the prompt by up to N tokens, the most probable each time, and explain each of them.")
    private @Nullable Integer generate;

    @Option(
            names = "--temperature",
            paramLabel = "T",
            description = "With --generate: draw tokens by chance, from probabilities at this temperature.")
    private @Nullable Double temperature;

    @Option(names = "--top-k", paramLabel = "K", description = "With --generate: draw tokens from the K most probable.")
    private @Nullable Integer topK;

    @Option(
            names = "--top-p",
            paramLabel = "P",
            description = "With --generate: draw tokens from the most probable that have probability P together.")
    private @Nullable Double topP;

    @Option(
            names = "--seed",
            paramLabel = "SEED",
            description = "With --generate: draw tokens, the same for the same number; 0 without it.")
    private @Nullable Long seed;

    @Option(
            names = "--stop",
            paramLabel = "TEXT",
            description = "With --generate: end the answer when it contains this text; several times for several.")
    private List<String> stops = new ArrayList<>();

    @Option(
            names = "--answer",
            paramLabel = "FILE",
            description =
                    "Explain the answer in this file, read as if the model had said it. One line end at its end is not part"
                            + " of it.")
    private @Nullable Path answer;

    @Option(
            names = "--span",
            paramLabel = "PART",
            description =
                    "With --generate or --answer: explain all of the answer together ('answer'), each token by itself"
                            + " ('each'), tokens by number ('3:7'), or a part by its text.")
    private @Nullable String span;

    @Option(
            names = "--matrix",
            description =
                    "With --generate or --answer: explain each token by itself, or each of the part that --span names, as a"
                            + " matrix: a row for each, a column for each token before it.")
    private boolean matrix;

    @Option(
            names = "--measure",
            paramLabel = "MEASURE",
            completionCandidates = Measures.class,
            description =
                    "With --generate or --answer: explain of each token its logit, its log-probability, or its logit"
                            + " less that of the runner-up or less the mean of all: ${COMPLETION-CANDIDATES}.")
    private @Nullable String measure;

    @Option(
            names = "--hops",
            paramLabel = "N",
            description =
                    "With --generate or --answer: pass relevance that lands on the answer on to what made the model"
                            + " say it, N times.")
    private @Nullable Integer hops;

    /** Whether an answer is generated or given. */
    public boolean areGiven() {
        return generate != null || answer != null;
    }

    /** Whether an answer is generated. */
    public boolean isGenerated() {
        return generate != null;
    }

    /** What is wrong with these options, or null. */
    @Nullable
    public String problem(boolean namesTarget, boolean isMany) {
        if (!areGiven()) {
            if (draws() || !stops.isEmpty()) {
                return "--temperature, --top-k, --top-p, --seed and --stop are about how an answer is generated: give"
                        + " --generate N";
            }
            return span == null && measure == null && hops == null && !matrix
                    ? null
                    : "--span, --matrix, --measure and --hops are about an answer: give --generate N or --answer FILE";
        }
        if (generate != null && answer != null) {
            return "--generate N makes the answer that --answer FILE gives; leave one out";
        }
        if (generate == null && (draws() || !stops.isEmpty())) {
            return "--temperature, --top-k, --top-p, --seed and --stop are about how an answer is generated; leave them out"
                    + " with --answer FILE";
        }
        if (generate != null && generate < 1) {
            return "--generate must be at least 1";
        }
        String sampling = samplingProblem();
        if (sampling != null) {
            return sampling;
        }
        if (hops != null && hops < 0) {
            return "--hops must be at least 0";
        }
        if (namesTarget) {
            return generate == null
                    ? "--answer FILE is what is explained; leave --target, --contrast and --position out"
                    : "--generate explains the tokens that it generates; leave --target, --contrast and --position out";
        }
        return isMany
                ? "--prompts FILE holds the prompts, so give no other prompt, no --generate and no --answer"
                : null;
    }

    private @Nullable String samplingProblem() {
        try {
            generation();
            return null;
        } catch (ExplainException e) {
            return e.getMessage();
        }
    }

    private boolean draws() {
        return temperature != null || topK != null || topP != null || seed != null;
    }

    private @Nullable GenerationOptions generation() {
        if (generate == null) {
            return null;
        }
        GenerationOptions options = GenerationOptions.greedy(generate).stoppingAt(stops.toArray(String[]::new));
        if (!draws()) {
            return options;
        }
        return options.sampled(new Sampling(
                temperature == null ? 1 : temperature,
                topK == null ? OptionalInt.empty() : OptionalInt.of(topK),
                topP == null ? OptionalDouble.empty() : OptionalDouble.of(topP),
                seed == null ? 0 : seed));
    }

    /** The task. */
    public AnswerTask task(TextInput input) throws IOException {
        String text = answer == null ? null : PromptText.of(answer, false);
        return AnswerTask.of(
                input,
                text,
                generation(),
                span,
                measure == null ? null : Measure.of(measure),
                hops == null ? 0 : hops,
                matrix);
    }
}
