// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What came of an evaluation.
 *
 * @param model the name of the model
 * @param prompts how many prompts there were
 * @param answered how many of them the model answered, or counted although it did not
 * @param findings what came of each method on each of those, in the order of the prompts
 */
public record Evaluation(String model, int prompts, int answered, List<Finding> findings) {
    /** Copies the list. */
    public Evaluation {
        findings = List.copyOf(findings);
    }

    /** All variants, in the order in which they were asked for. */
    public List<Variant> variants() {
        Set<Variant> variants = new LinkedHashSet<>();
        for (Finding f : findings) {
            f.figures().keySet().forEach(measure -> variants.add(new Variant(f.method(), f.hops(), measure)));
        }
        return List.copyOf(variants);
    }

    /** The names of all figures, in their order. */
    public List<String> figures() {
        Set<String> names = new LinkedHashSet<>();
        findings.forEach(f -> f.figures().values().forEach(values -> names.addAll(values.keySet())));
        return List.copyOf(names);
    }

    /** A figure of each prompt that has it, by the digest of the prompt, in the order of the prompts. */
    public Map<String, Double> values(Variant variant, String figure) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (Finding f : findings) {
            if (f.method().equals(variant.method()) && f.hops() == variant.hops()) {
                Double value =
                        f.figures().getOrDefault(variant.measure(), Map.of()).get(figure);
                if (value != null && Double.isFinite(value)) {
                    values.put(f.prompt(), value);
                }
            }
        }
        return values;
    }

    /** The values of two variants on the prompts that both have, prompt by prompt. */
    public List<double[]> pairs(Variant first, Variant second, String figure) {
        Map<String, Double> others = values(second, figure);
        List<double[]> pairs = new ArrayList<>();
        values(first, figure).forEach((prompt, value) -> {
            Double other = others.get(prompt);
            if (other != null) {
                pairs.add(new double[] {value, other});
            }
        });
        return pairs;
    }
}
