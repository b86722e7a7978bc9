package org.lxt.cli.option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;
import org.lxt.tasks.AnswerTask;
import org.lxt.tasks.ask.AnswerPart;
import org.lxt.tasks.ask.Measure;
import org.lxt.tasks.ask.PromptText;
import org.lxt.tasks.ask.TextInput;
import picocli.CommandLine.Option;

/** Options about answers of several tokens. */
public final class AnswerOptions {
    /** The names of what can be explained of a token. */
    static final class Measures extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Measures() {
            super(Measure.names());
        }
    }

    @Option(
            names = "--generate",
            paramLabel = "N",
            description = "Continue the prompt greedily by up to N tokens, and explain each of them.")
    private @Nullable Integer generate;

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

    /** What is wrong with these options, or null. */
    @Nullable
    public String problem(boolean namesTarget, boolean isMany) {
        if (!areGiven()) {
            return span == null && measure == null && hops == null
                    ? null
                    : "--span, --measure and --hops are about an answer: give --generate N or --answer FILE";
        }
        if (generate != null && answer != null) {
            return "--generate N makes the answer that --answer FILE gives; leave one out";
        }
        if (generate != null && generate < 1) {
            return "--generate must be at least 1";
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

    /** The task. */
    public AnswerTask task(TextInput input) throws IOException {
        int times = hops == null ? 0 : hops;
        String usual = answer != null || times > 0 ? AnswerPart.ANSWER : AnswerPart.EACH;
        AnswerPart part =
                new AnswerPart(span == null ? usual : span, measure == null ? Measure.LOGIT : Measure.of(measure));
        String text = answer == null ? null : PromptText.of(answer, false);
        return new AnswerTask(input, text, generate == null ? 0 : generate, part, times);
    }
}
