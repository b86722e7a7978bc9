// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.contract.check;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.lxt.rules.RuleSet;
import org.lxt.tensor.Gradients;
import org.lxt.testkit.contract.check.Probes.Probe;
import org.lxt.testkit.contract.subject.Forward;
import org.lxt.testkit.contract.subject.Opened;
import org.lxt.testkit.contract.subject.Subject;
import org.lxt.testkit.contract.subject.Trial;

/**
 * Where a plain gradient goes wrong, once it is known not to be the derivative. Each operation's inputs and outputs are
 * moved by themselves, from the last back to the first: the first place where gradient and finite difference disagree is
 * just before the fault, for everything after it is right.
 */
final class LostGradient {
    private static final double STEP = 1e-5;
    private static final double TOLERANCE = 1e-5;

    /** Rounding of a difference, in parts of the value. */
    private static final double NOISE = 1e-9;

    private final Opened opened;
    private final Probes probes;
    private final Trial input;

    private LostGradient(Opened opened, Probes probes) {
        this.opened = opened;
        this.probes = probes;
        this.input = opened.trials().getFirst();
    }

    /** The place in words, such as {@code between the norm at 'a' and the linear layer at 'b'}. */
    static String place(Subject subject) {
        Probes probes = new Probes();
        var rules =
                Subject.rules(RuleSet.GRADIENT, probes.watching(subject.family().patches(RuleSet.GRADIENT)));
        try (Opened opened = subject.open(Subject.EXACT, rules)) {
            return new LostGradient(opened, probes).place();
        }
    }

    private String place() {
        probes.next(-1, new double[0]);
        double value;
        List<Probe> all;
        double[][] gradients;
        try (Forward forward = opened.forward(List.of(input))) {
            value = forward.explained(0)[forward.entry()];
            all = probes.probes();
            Gradients back = forward.backward();
            gradients = new double[all.size()][];
            for (int i = 0; i < gradients.length; i++) {
                gradients[i] = probes.gradient(i, back);
            }
        }
        Random random = new Random(11);
        for (int i = all.size() - 1; i >= 0; i--) {
            double[] direction = random.doubles(gradients[i].length, -1, 1).toArray();
            double expected = (moved(i, direction, STEP) - moved(i, direction, -STEP)) / (2 * STEP);
            double actual = 0;
            double scale = Math.abs(expected);
            for (int k = 0; k < direction.length; k++) {
                actual += gradients[i][k] * direction[k];
                scale += Math.abs(gradients[i][k] * direction[k]);
            }
            if (!(Math.abs(actual - expected) <= TOLERANCE * scale + NOISE * Math.abs(value))) {
                return after(i, all, direction);
            }
        }
        return all.isEmpty() ? "in a model without patches" : "between the input and " + all.getFirst();
    }

    /** The explained value if a probe is moved. */
    private double moved(int probe, double[] direction, double by) {
        probes.next(probe, Arrays.stream(direction).map(d -> by * d).toArray());
        try (Forward forward = opened.forward(List.of(input))) {
            return forward.explained(0)[forward.entry()];
        }
    }

    /** Between a probe and the next one that depends on it. */
    private String after(int wrong, List<Probe> still, double[] direction) {
        moved(wrong, direction, 1);
        List<Probe> changed = probes.probes();
        Probe from = still.get(wrong);
        for (int i = wrong + 1; i < Math.min(still.size(), changed.size()); i++) {
            Probe to = still.get(i);
            if (!Arrays.equals(to.values(), changed.get(i).values())) {
                boolean inside = from.input() && !to.input() && from.operation().equals(to.operation());
                return inside ? "inside " + from.operation() : "between " + from + " and " + to;
            }
        }
        return "between " + from + " and the output of the model";
    }
}
