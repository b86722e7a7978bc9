package org.lxt.testkit.contract;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.lxt.rules.RuleSet;
import org.lxt.rules.Rules;
import org.lxt.testkit.contract.Flow.Arrival;
import org.lxt.testkit.contract.Flow.Part;

/**
 * Whether every parameter that the loader looks up takes part in the forward pass, and projections go where their names
 * say. Fused projections have no names of their own: cases that a reference computed show those.
 */
final class ParametersCheck {
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
            Map.entry("gate_proj", Part.ACTIVATION),
            Map.entry("up_proj", Part.PRODUCT));

    /** How many checkpoints are tried before a parameter counts as never read. */
    private static final int DRAWS = 8;

    private ParametersCheck() {}

    static List<String> of(Subject subject) {
        Findings findings = new Findings();
        findings.during("under gradient", () -> check(subject, findings));
        return findings.sentences();
    }

    private static void check(Subject subject, Findings findings) {
        Flow before = new Flow();
        double[] numbers;
        Map<String, String> parameters;
        try (Opened opened = open(subject, subject.weights(), before);
                Forward forward = opened.forward(opened.trials(), true)) {
            numbers = forward.numbers();
            parameters = Map.copyOf(opened.parameters());
        }
        boolean gated =
                parameters.keySet().stream().anyMatch(name -> lastName(name).equals("gate_proj"));
        for (String name : parameters.keySet().stream().sorted().toList()) {
            Flow after = new Flow();
            try (Opened opened = open(subject, subject.weights().changed(name), after);
                    Forward forward = opened.forward(opened.trials(), true)) {
                if (Arrays.equals(numbers, forward.numbers()) && !isReadInAnotherDraw(subject, name)) {
                    findings.add("the parameter '" + name + "' is looked up and never read: the outputs are the same"
                            + " with other numbers in it");
                }
            }
            Optional<Part> part = Optional.ofNullable(PARTS.get(lastName(name)));
            if (part.isPresent() && (gated || !part.get().equals(Part.PRODUCT))) {
                checkPart(name, part.get(), after.firstDifference(before), findings);
            }
        }
    }

    /** An expert that no token was sent to is read with other numbers in the router. */
    private static boolean isReadInAnotherDraw(Subject subject, String name) {
        for (int draw = 1; draw <= DRAWS; draw++) {
            RandomWeights weights = subject.weights().drawn(draw);
            if (!Arrays.equals(numbers(subject, weights), numbers(subject, weights.changed(name)))) {
                return true;
            }
        }
        return false;
    }

    private static double[] numbers(Subject subject, RandomWeights weights) {
        try (Opened opened = open(subject, weights, new Flow());
                Forward forward = opened.forward(opened.trials(), true)) {
            return forward.numbers();
        }
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

    /** The last part of a name but {@code weight} and {@code bias}. */
    private static String lastName(String name) {
        String bare = name.replaceFirst("\\.(weight|bias)$", "");
        return bare.substring(bare.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    private static Opened open(Subject subject, RandomWeights weights, Flow flow) {
        Rules rules =
                Subject.rules(RuleSet.GRADIENT, flow.watching(subject.family().patches(RuleSet.GRADIENT)));
        return Opened.of(subject, Subject.EXACT, rules, weights);
    }
}
