// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.lxt.api.LxtException;
import org.lxt.explain.Explainer;
import org.lxt.explain.request.Detail;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Request;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.Attribution;
import org.lxt.explain.result.Closing;
import org.lxt.rules.RuleSet;
import org.lxt.spi.InputKind;
import org.lxt.spi.OutputKind;
import org.lxt.tensor.Ledger;

/**
 * Checks of a loaded model that need no reference: whether the rules of each rule set cover everything that is not linear, whether the
 * account of relevance closes, and whether the plain gradient is the derivative that finite differences show.
 *
 * <p>They tell errors of gradients and rules. Whether the forward pass is that of the paper only a reference can tell.
 */
public final class ModelVerification {
    private static final int TOKENS = 12;
    /** Of the turnover, in float32; far less is missing where a gradient is right, and far more where one is wrong. */
    private static final double CLOSED = 1e-4;
    /** Of the length of the gradient: differences of float32 values are no better. */
    private static final double SAME_SLOPE = 0.02;

    private final Explainer explainer;
    private final List<RuleSet> sets;

    /**
     * Checks of a model.
     *
     * @param sets the rule sets of its family
     */
    public ModelVerification(Explainer explainer, List<RuleSet> sets) {
        this.explainer = explainer;
        this.sets = List.copyOf(sets);
    }

    /** Checks all; what cannot be run is a verdict, too. */
    public List<Verdict> run() {
        List<Verdict> verdicts = new ArrayList<>();
        for (RuleSet set : sets) {
            try {
                Closing ledger = explained(explainer.under(set)).ledger().orElseThrow();
                verdicts.add(coverage(set, ledger));
                verdicts.add(closing(set, ledger));
            } catch (LxtException e) {
                verdicts.add(new Verdict(set.name() + ": rules", false, String.valueOf(e.getMessage())));
            }
        }
        FiniteDifferences differences = new FiniteDifferences();
        explained(explainer.using(differences));
        double error = differences.error();
        verdicts.add(new Verdict(
                "gradient: finite differences",
                error <= SAME_SLOPE,
                String.format(Locale.ROOT, "differ by %.1e of the gradient's length along 4 directions", error)));
        return verdicts;
    }

    /** A strict rule set that ran has a rule for all that is not linear, except where a function was declared ordinary. */
    private static Verdict coverage(RuleSet set, Closing ledger) {
        Set<String> sites = new TreeSet<>();
        Set<String> ordinary = new TreeSet<>();
        for (Closing.Entry entry : ledger.entries()) {
            sites.add(entry.site().path());
            if (entry.cause() == Ledger.Cause.ORDINARY) {
                ordinary.add(
                        entry.site().path().isEmpty()
                                ? "the model itself"
                                : entry.site().path());
            }
        }
        String kept = ordinary.isEmpty()
                ? "no function keeps its ordinary derivative"
                : "functions keep their ordinary derivative at " + String.join(", ", ordinary);
        String how =
                set.strict() ? "every operation that is not linear has a rule" : "not strict, so nothing needs a rule";
        return new Verdict(
                set.name() + ": rules", true, how + "; relevance is absorbed at " + sites.size() + " sites; " + kept);
    }

    private static Verdict closing(RuleSet set, Closing ledger) {
        double error = Math.abs(ledger.error()) / ledger.turnover();
        return new Verdict(
                set.name() + ": ledger",
                error <= CLOSED,
                String.format(
                        Locale.ROOT,
                        "%.6g explained, %.6g at the input, %.6g absorbed; %.1e of the turnover is missing",
                        ledger.value(),
                        ledger.inputs(),
                        ledger.absorbed(),
                        error));
    }

    private Attribution explained(Explainer by) {
        return by.explain(List.of(new Request(prompt(), List.of(target()))), EnumSet.of(Detail.LEDGER))
                .getFirst()
                .getFirst();
    }

    private Prompt prompt() {
        return switch (explainer.sizes().input()) {
            case InputKind.Tokens kind -> {
                int[] ids = new int[Math.min(TOKENS, kind.maxPositions())];
                // beyond the special tokens that most vocabularies begin with
                Arrays.setAll(ids, i -> kind.vocabulary() / 4 + (7 + 13 * i) % (kind.vocabulary() / 2));
                yield Prompt.ofIds(ids);
            }
            case InputKind.Pixels kind -> {
                double[] pixels = new double[kind.channels() * kind.height() * kind.width()];
                Arrays.setAll(pixels, i -> Math.sin(0.37 * i));
                yield Prompt.ofPixels(kind.channels(), kind.height(), kind.width(), pixels);
            }
        };
    }

    private Target target() {
        OutputKind output = explainer.outputs().getFirst();
        Target first = Target.token(0).in(output.name());
        return output.place() == OutputKind.Place.EACH_TOKEN ? first.at(-1) : first;
    }
}
