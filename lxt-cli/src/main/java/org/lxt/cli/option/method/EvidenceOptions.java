// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.option.method;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.lxt.cli.input.WrongUse;
import org.lxt.cli.option.model.PluginOptions;
import org.lxt.evaluate.evidence.AnswerChoice;
import org.lxt.evaluate.evidence.EvidenceFile;
import org.lxt.evaluate.faithfulness.FaithfulnessKind;
import org.lxt.evaluate.faithfulness.FaithfulnessPlan;
import org.lxt.evaluate.run.EvaluationPlan;
import org.lxt.explain.perturbation.Removal;
import org.lxt.tasks.ask.Measure;
import org.lxt.tasks.source.ModelSource;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options for what is evaluated. */
public final class EvidenceOptions {
    @Mixin
    private EvidenceChoice choice = new EvidenceChoice();

    @Option(
            names = "--method",
            paramLabel = "METHODS",
            description =
                    "Methods with commas between them, named as for 'lxt explain --method'; the first is what others"
                            + " are compared with. ${DEFAULT-VALUE} by default.")
    private String methods = "attnlrp,cp-lrp,gradient";

    @Option(
            names = "--measure",
            paramLabel = "MEASURES",
            description =
                    "What of each token is explained, with commas between them: logit, log-probability, runner-up (the"
                            + " logit less the largest other) or mean (less the mean of all others). ${DEFAULT-VALUE} by"
                            + " default.")
    private String measures = "logit";

    @Option(
            names = "--hops",
            paramLabel = "NUMBERS",
            description = "How often relevance on an answer is passed on, with commas between them; ${DEFAULT-VALUE} by"
                    + " default. For methods that are a propagation.")
    private String hops = "0";

    @Option(
            names = "--explained",
            paramLabel = "WHICH",
            description =
                    "Of an answer: part, what the file names or else all of it; answer, all of it; or first-token."
                            + " ${DEFAULT-VALUE} by default.")
    private String explained = "part";

    @Option(
            names = "--recall",
            paramLabel = "K",
            description = "How much of the evidence is among the most relevant K %% of the tokens; ${DEFAULT-VALUE} by"
                    + " default.")
    private double percent = EvaluationPlan.USUAL_PERCENT;

    @Option(
            names = "--all-prompts",
            description = "Count prompts, too, whose answer the model does not give by itself.")
    private boolean everyPrompt;

    @Option(
            names = "--faithfulness",
            paramLabel = "KINDS",
            description =
                    "What the model does without what was said to matter, with commas between them: curves (MoRF, LeRF"
                            + " and the area between them), probability (deletion, insertion, comprehensiveness,"
                            + " sufficiency) and subsets (sensitivity-n, infidelity).")
    private String faithfulness = "";

    @Option(
            names = "--removal",
            paramLabel = "HOW",
            description = "What becomes of tokens that are taken away: zero, mean, mask or delete; ${DEFAULT-VALUE} by"
                    + " default.")
    private String removal = Removal.ZERO.toString();

    @Option(
            names = "--steps",
            paramLabel = "N",
            description = "In how many steps tokens are taken away; ${DEFAULT-VALUE} by default.")
    private int steps = FaithfulnessPlan.NONE.steps();

    @Option(
            names = "--subsets",
            paramLabel = "N",
            description = "How many subsets of the tokens are tried; ${DEFAULT-VALUE} by default.")
    private int subsets = FaithfulnessPlan.NONE.subsets();

    /**
     * What is evaluated.
     *
     * @param plugins that may have methods
     */
    public EvaluationPlan plan(PluginOptions plugins) {
        return new EvaluationPlan(
                plugins.methods(apart(methods)),
                apart(measures).stream().map(Measure::of).toList(),
                apart(hops).stream().map(EvidenceOptions::count).toList(),
                AnswerChoice.of(explained),
                percent,
                everyPrompt,
                new FaithfulnessPlan(
                        apart(faithfulness).stream().map(FaithfulnessKind::of).toList(),
                        Removal.of(removal),
                        steps,
                        subsets));
    }

    /** The prompts: {@link EvidenceChoice#file}. */
    public EvidenceFile file(ModelSource source, boolean isSample) throws IOException {
        return choice.file(source, isSample);
    }

    private static int count(String text) {
        if (!text.matches("\\d{1,4}")) {
            throw new WrongUse(
                    "--hops takes whole numbers with commas between them, such as 0,1,3, not '" + text + "'");
        }
        return Integer.parseInt(text);
    }

    /** A list with commas; those in brackets belong to what the brackets are after. */
    public static List<String> apart(String list) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < list.length(); i++) {
            char c = list.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                parts.add(list.substring(from, i));
                from = i + 1;
            }
        }
        parts.add(list.substring(from));
        return parts.stream().map(String::strip).filter(s -> !s.isEmpty()).toList();
    }
}
