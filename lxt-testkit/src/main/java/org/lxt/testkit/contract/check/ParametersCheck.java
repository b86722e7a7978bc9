// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.contract.check;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.lxt.rules.Patches;
import org.lxt.rules.RuleSet;
import org.lxt.testkit.contract.subject.Findings;
import org.lxt.testkit.contract.subject.Flow;
import org.lxt.testkit.contract.subject.Flow.Arrival;
import org.lxt.testkit.contract.subject.Flow.Part;
import org.lxt.testkit.contract.subject.Forward;
import org.lxt.testkit.contract.subject.Opened;
import org.lxt.testkit.contract.subject.RandomWeights;
import org.lxt.testkit.contract.subject.Reads;
import org.lxt.testkit.contract.subject.Subject;

/**
 * Whether every parameter that the loader looks up takes part in the forward pass, and projections go where their names
 * say. Fused projections have no names of their own: cases that a reference computed show those.
 */
public final class ParametersCheck {
    private static final Map<String, Part> PARTS = Map.ofEntries(
            Map.entry("q_proj", Part.QUERY),
            Map.entry("query", Part.QUERY),
            Map.entry("q_lin", Part.QUERY),
            Map.entry("wq", Part.QUERY),
            Map.entry("k_proj", Part.KEY),
            Map.entry("key", Part.KEY),
            Map.entry("k_lin", Part.KEY),
            Map.entry("wk", Part.KEY),
            Map.entry("v_proj", Part.VALUE),
            Map.entry("value", Part.VALUE),
            Map.entry("v_lin", Part.VALUE),
            Map.entry("wv", Part.VALUE),
            Map.entry("q_norm", Part.QUERY),
            Map.entry("k_norm", Part.KEY),
            Map.entry("q_layernorm", Part.QUERY),
            Map.entry("k_layernorm", Part.KEY),
            Map.entry("query_norm", Part.QUERY),
            Map.entry("key_norm", Part.KEY),
            Map.entry("gate_proj", Part.ACTIVATION),
            Map.entry("up_proj", Part.PRODUCT));

    /** How many checkpoints are tried before a parameter counts as never read. */
    private static final int DRAWS = 8;

    private ParametersCheck() {}

    public static List<String> of(Subject subject) {
        Findings findings = new Findings();
        findings.during("under gradient", () -> check(subject, findings));
        return findings.sentences();
    }

    private static void check(Subject subject, Findings findings) {
        Run before = run(subject, subject.weights());
        Map<String, Reads.Footprint> footprints = new TreeMap<>();
        boolean gated = before.parameters().keySet().stream()
                .anyMatch(name -> lastName(name).equals("gate_proj"));
        for (String name : before.parameters().keySet()) {
            Run after = run(subject, subject.weights().changed(name));
            if (Arrays.equals(before.numbers(), after.numbers()) && !isRead(subject, subject.weights(), name)) {
                findings.add("the parameter '" + name + "' is looked up and never read: the outputs are the same"
                        + " with other numbers in it");
            }
            footprints.put(name, before.reads().footprint(after.reads()));
            Optional<Part> part = Optional.ofNullable(PARTS.get(lastName(name)));
            if (part.isPresent() && (gated || !part.get().equals(Part.PRODUCT))) {
                checkPart(name, part.get(), after.flow().firstDifference(before.flow()), findings);
            }
        }
        new NamesCheck(footprints, before.parameters()).check(findings);
        StoredBiasCheck.check(subject, before.parameters(), findings);
    }

    /**
     * A run of the model.
     *
     * @param numbers of all outputs
     * @param parameters that the loader asked for, and their shapes
     * @param flow what went into attentions, activations and products
     * @param reads what went into norms and linear layers
     */
    private record Run(double[] numbers, Map<String, String> parameters, Flow flow, Reads reads) {}

    private static Run run(Subject subject, RandomWeights weights) {
        Flow flow = new Flow();
        Reads reads = new Reads();
        Patches watched = reads.watching(flow.watching(subject.family().patches(RuleSet.GRADIENT)));
        try (Opened opened = Opened.of(subject, Subject.EXACT, Subject.rules(RuleSet.GRADIENT, watched), weights);
                Forward forward = opened.forward(opened.trials(), true)) {
            return new Run(forward.numbers(), new TreeMap<>(opened.parameters()), flow, reads);
        }
    }

    /**
     * Whether the outputs depend on a parameter, in some checkpoint: an expert that no token was sent to is read with other
     * numbers in the router.
     */
    static boolean isRead(Subject subject, RandomWeights weights, String name) {
        for (int draw = 0; draw <= DRAWS; draw++) {
            RandomWeights drawn = weights.drawn(draw);
            if (!Arrays.equals(
                    run(subject, drawn).numbers(),
                    run(subject, drawn.changed(name)).numbers())) {
                return true;
            }
        }
        return false;
    }

    /** Loads a model and runs it. */
    static void load(Subject subject, RandomWeights weights) {
        run(subject, weights);
    }

    private static void checkPart(String name, Part expected, List<Arrival> changed, Findings findings) {
        boolean arrives = changed.isEmpty() || changed.stream().allMatch(a -> a.part() == expected);
        if (!arrives) {
            Arrival first = changed.stream()
                    .filter(a -> a.part() != expected)
                    .findFirst()
                    .orElseThrow();
            findings.add("a projection is swapped: the parameter '" + name + "' goes into the " + first.part() + " at '"
                    + first.at() + "' and not into the " + expected);
        }
    }

    /** The last part of a name, apart from {@code weight} and {@code bias}. */
    private static String lastName(String name) {
        String bare = name.replaceFirst("\\.(weight|bias)$", "");
        return bare.substring(bare.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
