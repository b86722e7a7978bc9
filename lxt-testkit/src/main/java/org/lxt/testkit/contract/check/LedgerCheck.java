// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.contract.check;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.lxt.rules.RuleSet;
import org.lxt.tensor.Gradients;
import org.lxt.tensor.Ledger;
import org.lxt.tensor.Ledger.Cause;
import org.lxt.tensor.Site;
import org.lxt.testkit.contract.subject.Findings;
import org.lxt.testkit.contract.subject.Forward;
import org.lxt.testkit.contract.subject.Opened;
import org.lxt.testkit.contract.subject.Subject;

/**
 * Whether the explained value is the relevance at the tokens plus what the operations absorbed, and whether they absorbed
 * it for causes that the rules allow: biases, constants, stabilisers and the softmax of attention. A product whose relevance
 * is not divided, or a function with its ordinary derivative, is found here even where strict mode was told to accept it.
 */
public final class LedgerCheck {
    private static final double CLOSED = 1e-9;

    private LedgerCheck() {}

    public static List<String> of(Subject subject, Predicate<String> mayBeOrdinary) {
        Findings findings = new Findings();
        findings.during("loading", () -> {
            for (RuleSet set : subject.family().ruleSets()) {
                findings.during("under " + set, () -> check(subject, set, mayBeOrdinary, findings));
            }
        });
        return findings.sentences();
    }

    private static void check(Subject subject, RuleSet set, Predicate<String> mayBeOrdinary, Findings findings) {
        try (Opened opened = subject.open(Subject.EXACT, subject.rules(set));
                Forward forward = opened.forward(opened.trials().subList(0, 1))) {
            Gradients gradients = forward.backward();
            Ledger ledger = Objects.requireNonNull(gradients.ledger());
            double value = gradients.seedValues().getFirst();
            double inputs = gradients.inputRelevance(0);
            double scale = Math.abs(value) + Math.abs(inputs) + ledger.turnover(0);
            double error = Math.abs(value - inputs - ledger.booked(0)) / scale;
            if (!(error < CLOSED)) {
                findings.add("under " + set + " the ledger does not close: " + error + " of the turnover is missing, so"
                        + " an operation has a wrong gradient");
            }
            if (set.strict()) {
                checkCauses(set, ledger, scale, mayBeOrdinary, findings);
            }
        }
    }

    private static void checkCauses(
            RuleSet set, Ledger ledger, double scale, Predicate<String> mayBeOrdinary, Findings findings) {
        Map<Site, EnumMap<Cause, Double>> bySite = new LinkedHashMap<>();
        for (Ledger.Entry entry : ledger.entries()) {
            bySite.computeIfAbsent(entry.site(), s -> new EnumMap<>(Cause.class))
                    .merge(entry.cause(), entry.amount(), Double::sum);
        }
        bySite.forEach((site, causes) -> {
            double ordinary = causes.getOrDefault(Cause.ORDINARY, 0.0);
            if (Math.abs(ordinary) > CLOSED * scale && !mayBeOrdinary.test(site.path())) {
                findings.add("under " + set + " a function at '" + site + "' keeps its ordinary derivative and absorbs "
                        + ordinary + ": give it a rule, or say in the contract that it may");
            }
            double product = causes.getOrDefault(Cause.PRODUCT, 0.0) + causes.getOrDefault(Cause.DIVISION, 0.0);
            if (Math.abs(product) > CLOSED * scale && !causes.containsKey(Cause.SOFTMAX)) {
                findings.add("under " + set + " the product at '" + site + "' makes or loses relevance, " + -product
                        + ": its gradient must be divided by the number of its factors");
            }
        });
    }
}
