// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.contract.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lxt.spi.OutputKind.Place;
import org.lxt.tensor.Gradients;
import org.lxt.tensor.backend.Backends;
import org.lxt.testkit.contract.subject.Distance;
import org.lxt.testkit.contract.subject.Findings;
import org.lxt.testkit.contract.subject.Forward;
import org.lxt.testkit.contract.subject.Opened;
import org.lxt.testkit.contract.subject.Subject;
import org.lxt.testkit.contract.subject.Trial;

/**
 * Whether prompts that are packed together, and rows that are asked for on their own, give the same as each one alone.
 */
public final class PackingCheck {
    private static final double SAME = 1e-6;

    private PackingCheck() {}

    public static List<String> of(Subject subject) {
        Findings findings = new Findings();
        findings.during("loading", () -> {
            for (String backend : backends()) {
                findings.during("on " + backend, () -> check(subject, backend, findings));
            }
        });
        return findings.sentences();
    }

    private static List<String> backends() {
        return Backends.providers().stream()
                .filter(p -> List.of("scalar", "vector").contains(p.name()))
                .filter(p -> p.availability().available())
                .map(p -> p.name())
                .toList();
    }

    private static void check(Subject subject, String backend, Findings findings) {
        try (Opened opened =
                subject.open(backend, subject.rules(subject.family().defaultRules()))) {
            List<Trial> prompts = opened.trials();
            List<double[]> packed = relevance(opened, prompts, findings);
            for (int s = 0; s < prompts.size(); s++) {
                double[] single =
                        relevance(opened, List.of(prompts.get(s)), findings).getFirst();
                double distance = Distance.of(packed.get(s), single);
                if (!(distance <= SAME)) {
                    findings.add("on " + backend + " prompt " + s + " of a packed batch has another relevance than by"
                            + " itself, off by " + distance
                            + ": rows of one prompt must not see rows of another, and positions count from each"
                            + " prompt's beginning");
                }
            }
            checkWantedRows(opened, prompts, backend, findings);
        }
    }

    /** Relevance of each number of each prompt and, after it, the explained vector. */
    private static List<double[]> relevance(Opened opened, List<Trial> prompts, Findings findings) {
        try (Forward forward = opened.forward(prompts)) {
            List<double[]> result = new ArrayList<>();
            List<double[]> vectors = new ArrayList<>();
            for (int s = 0; s < prompts.size(); s++) {
                vectors.add(forward.explained(s));
            }
            Gradients gradients = forward.backward();
            for (int s = 0; s < prompts.size(); s++) {
                double[] all = relevance(forward, gradients, s);
                int[] range = forward.range(s);
                double[] own = Arrays.copyOfRange(all, range[0], range[1]);
                if (Distance.size(all) - Distance.size(own) > SAME * Distance.size(own)) {
                    findings.add("prompt " + s + " of a packed batch has relevance at the tokens of another");
                }
                double[] both = Arrays.copyOf(own, own.length + vectors.get(s).length);
                System.arraycopy(vectors.get(s), 0, both, own.length, vectors.get(s).length);
                result.add(both);
            }
            return result;
        }
    }

    private static double[] relevance(Forward forward, Gradients gradients, int seed) {
        double[] relevance = gradients.gradient(forward.input(), seed);
        double[] values = forward.input().toDoubles();
        for (int i = 0; i < values.length; i++) {
            relevance[i] *= values[i];
        }
        return relevance;
    }

    private static void checkWantedRows(Opened opened, List<Trial> prompts, String backend, Findings findings) {
        if (opened.model().outputs().getFirst().place() != Place.EACH_TOKEN) {
            return;
        }
        try (Forward some = opened.forward(prompts);
                Forward all = opened.forward(prompts, true)) {
            for (int s = 0; s < prompts.size(); s++) {
                double distance = Distance.of(some.explained(s), all.explained(s));
                if (!(distance <= SAME)) {
                    findings.add("on " + backend + " the output of prompt " + s + " is off by " + distance
                            + " when its last row alone is wanted: the last layer must compute the wanted rows as if"
                            + " all were");
                }
            }
        }
    }
}
