// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.contract.check;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.lxt.rules.RuleSet;
import org.lxt.testkit.contract.subject.Findings;
import org.lxt.testkit.contract.subject.Forward;
import org.lxt.testkit.contract.subject.Opened;
import org.lxt.testkit.contract.subject.Subject;
import org.lxt.testkit.contract.subject.Trial;

/** Whether the gradient under the rule set {@code gradient} is the derivative that finite differences show. */
public final class DifferencesCheck {
    private static final double STEP = 1e-5;
    private static final double TOLERANCE = 1e-5;
    private static final int DIRECTIONS = 4;

    private DifferencesCheck() {}

    public static List<String> of(Subject subject) {
        Findings findings = new Findings();
        findings.during("under gradient", () -> check(subject, findings));
        return findings.sentences();
    }

    private static void check(Subject subject, Findings findings) {
        try (Opened opened = subject.open(Subject.EXACT, subject.rules(RuleSet.GRADIENT))) {
            Trial input = opened.trials().getFirst();
            double[] embeddings;
            double[] gradient;
            double value;
            try (Forward forward = opened.forward(List.of(input))) {
                embeddings = forward.input().toDoubles();
                value = forward.explained(0)[forward.entry()];
                gradient = forward.backward().gradient(forward.input(), 0);
            }
            if (value(opened, input, embeddings) != value) {
                findings.add("a model that is given the numbers of its own input gives another result: its forward pass"
                        + " must start from the tensor that it is given, and look nothing up again");
                return;
            }
            Random random = new Random(7);
            for (int i = 0; i < DIRECTIONS; i++) {
                double[] direction = random.doubles(embeddings.length, -1, 1).toArray();
                double expected = difference(opened, input, embeddings, direction);
                double actual = product(gradient, direction);
                double scale = Math.abs(expected) + product(abs(gradient), abs(direction));
                if (!(Math.abs(actual - expected) <= TOLERANCE * scale)) {
                    findings.add("the plain gradient is not the derivative: along a random direction it says " + actual
                            + ", finite differences say " + expected + "; it goes wrong "
                            + LostGradient.place(subject));
                    return;
                }
            }
        }
    }

    private static double difference(Opened opened, Trial input, double[] at, double[] direction) {
        return (value(opened, input, moved(at, direction, STEP)) - value(opened, input, moved(at, direction, -STEP)))
                / (2 * STEP);
    }

    private static double value(Opened opened, Trial input, double[] embeddings) {
        try (Forward forward = opened.forward(input, embeddings)) {
            return forward.explained(0)[forward.entry()];
        }
    }

    private static double[] moved(double[] from, double[] direction, double by) {
        double[] result = from.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] += by * direction[i];
        }
        return result;
    }

    private static double[] abs(double[] values) {
        return Arrays.stream(values).map(Math::abs).toArray();
    }

    private static double product(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
