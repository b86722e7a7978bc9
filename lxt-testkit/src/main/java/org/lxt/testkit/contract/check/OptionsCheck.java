// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.contract.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lxt.rules.RuleSet;
import org.lxt.spi.checkpoint.KnownOptions;
import org.lxt.spi.checkpoint.ModelException;
import org.lxt.testkit.contract.subject.Findings;
import org.lxt.testkit.contract.subject.Forward;
import org.lxt.testkit.contract.subject.Opened;
import org.lxt.testkit.contract.subject.RandomWeights;
import org.lxt.testkit.contract.subject.Subject;

/**
 * Whether every option of the configuration is read or refused: with other values it changes what the model is, or the
 * model is refused by one sentence. An option that does neither is passed over, and a checkpoint that has it would be
 * computed wrongly. So with options of other families, which transformers knows; what nothing knows may be passed over, but
 * not in silence.
 */
public final class OptionsCheck {
    private static final Set<String> RECOGNISED = Set.of("architectures", "model_type");
    private static final String UNKNOWN = "nobody_knows_it";

    /** Of the names of transformers one in this many is tried in each group; all would take minutes. */
    private static final int STRIDE = 97;

    private OptionsCheck() {}

    public static List<String> of(Subject subject, Predicate<String> mayChangeNothing) {
        Findings findings = new Findings();
        findings.during("loading", () -> {
            Optional<Effect> original = Effect.of(subject);
            if (original.isEmpty()) {
                findings.add("the options are refused as they are");
                return;
            }
            KnownOptions known = subject.family().options();
            Predicate<String> exempt =
                    name -> RECOGNISED.contains(name) || known.isHarmless(name) || mayChangeNothing.test(name);
            checkGroup(subject, original.get(), exempt, List.of(), subject.options(), findings);
        });
        return findings.sentences();
    }

    private static void checkGroup(
            Subject subject,
            Effect original,
            Predicate<String> exempt,
            List<String> path,
            Map<String, Object> group,
            Findings findings) {
        checkUnread(subject, original, exempt, path, group.keySet(), findings);
        group.forEach((name, value) -> {
            List<String> inner = added(path, name);
            String qualified = String.join(".", inner);
            if (exempt.test(qualified)) {
                return;
            }
            if (value instanceof Map<?, ?> map) {
                Map<String, Object> options = new LinkedHashMap<>();
                map.forEach((k, v) -> options.put((String) k, v));
                checkGroup(subject, original, exempt, inner, options, findings);
                return;
            }
            effect(subject, inner, null, findings);
            boolean matters = false;
            for (Object other : others(value)) {
                Optional<Effect> effect = effect(subject, inner, other, findings);
                effect.ifPresent(e -> requireRead(subject, original, e, inner, other, findings));
                matters = matters
                        || effect.isEmpty()
                        || !effect.get().equals(original)
                        || mattersToAParameter(
                                subject, inner, other, original.parameters().keySet());
            }
            if (!matters) {
                findings.add("the option '" + qualified + "' is accepted at any value and changes nothing: read it,"
                        + " refuse the values that are not implemented, or declare it harmless");
            }
        });
    }

    /** A parameter that is looked up with another value of an option alone must be read as well. */
    private static void requireRead(
            Subject subject, Effect original, Effect effect, List<String> path, Object value, Findings findings) {
        Set<String> seen = new HashSet<>();
        original.parameters().keySet().forEach(name -> seen.add(alike(name)));
        Subject changed = subject.with(replaced(subject.options(), path, value));
        for (String name : new TreeSet<>(effect.parameters().keySet())) {
            if (!seen.contains(alike(name)) && !ParametersCheck.isRead(changed, changed.weights(), name)) {
                findings.add("with the option '" + String.join(".", path) + "' at " + value + " the parameter '" + name
                        + "' is looked up and never read: the outputs are the same with other numbers in it");
            }
        }
    }

    /** The name without the numbers of layers and experts. */
    private static String alike(String name) {
        return name.replaceAll("\\d+", "*");
    }

    /** Options that stand in no file of this family: some of other families, and one that nobody knows. */
    private static void checkUnread(
            Subject subject,
            Effect original,
            Predicate<String> exempt,
            List<String> path,
            Set<String> present,
            Findings findings) {
        List<String> names = KnownOptions.ofTransformers().stream().sorted().toList();
        for (int i = 0; i < names.size(); i += STRIDE) {
            List<String> inner = added(path, names.get(i));
            String qualified = String.join(".", inner);
            boolean isOfRope = path.stream().anyMatch(p -> p.startsWith("rope_"));
            if (isOfRope || present.contains(names.get(i)) || exempt.test(qualified)) {
                continue;
            }
            Optional<Effect> effect = effect(subject, inner, UNKNOWN, findings);
            if (effect.isPresent() && effect.get().equals(original)) {
                findings.add("the option '" + qualified + "', which transformers knows, is passed over: refuse it, or"
                        + " declare it harmless; KnownOptions.check must see all options");
                return;
            }
        }
        Effect.passedOver(subject.with(replaced(subject.options(), added(path, UNKNOWN), 1)))
                .filter(passed -> !passed.contains(String.join(".", added(path, UNKNOWN))))
                .ifPresent(_ -> findings.add("an option that nobody knows, '" + String.join(".", added(path, UNKNOWN))
                        + "', is passed over in silence: KnownOptions.check must see all options"));
    }

    /** What the model is with another value of an option; empty if it is refused. */
    private static Optional<Effect> effect(
            Subject subject, List<String> path, @Nullable Object value, Findings findings) {
        Subject changed = subject.with(replaced(subject.options(), path, value));
        try {
            return Effect.of(changed);
        } catch (RuntimeException | StackOverflowError e) {
            findings.add("with the option '" + String.join(".", path) + "' "
                    + (value == null ? "absent" : "at " + value)
                    + " the model is neither loaded nor refused by a ModelException: " + e);
            return Optional.empty();
        }
    }

    /** Whether an option says what is done without one of the parameters, such as a head that is the embedding. */
    private static boolean mattersToAParameter(
            Subject subject, List<String> path, Object value, Set<String> parameters) {
        Subject changed = subject.with(replaced(subject.options(), path, value));
        return parameters.stream()
                .anyMatch(name ->
                        !Effect.without(name, subject, parameters).equals(Effect.without(name, changed, parameters)));
    }

    private static Map<String, Object> replaced(
            Map<String, Object> options, List<String> path, @Nullable Object value) {
        Map<String, Object> result = new LinkedHashMap<>(options);
        String name = path.getFirst();
        if (path.size() > 1 && options.get(name) instanceof Map<?, ?> group) {
            Map<String, Object> inner = new LinkedHashMap<>();
            group.forEach((k, v) -> inner.put((String) k, v));
            result.put(name, replaced(inner, path.subList(1, path.size()), value));
        } else if (value == null) {
            result.remove(name);
        } else {
            result.put(name, value);
        }
        return result;
    }

    private static List<Object> others(@Nullable Object value) {
        return switch (value) {
            case null -> List.of(1, true, UNKNOWN);
            case Boolean flag -> List.of(!flag);
            case Integer number -> List.of(number + 1, 2L * number, number / 2, -1, 0);
            case Number number -> List.of(number.doubleValue() * 2, number.doubleValue() / 2, -1, 0);
            case String _ -> List.of(UNKNOWN, "");
            case List<?> list -> lists(list);
            default -> List.of(UNKNOWN);
        };
    }

    private static List<Object> lists(List<?> list) {
        List<Object> shorter = new ArrayList<>(list);
        List<Object> other = new ArrayList<>(list);
        if (!list.isEmpty()) {
            shorter.removeLast();
            other.set(0, others(list.getFirst()).getFirst());
        }
        return List.of(other, shorter, List.of(UNKNOWN));
    }

    private static List<String> added(List<String> path, String name) {
        List<String> result = new ArrayList<>(path);
        result.add(name);
        return result;
    }

    /**
     * Everything in which two models can differ.
     *
     * @param parameters shapes by name
     * @param description sizes and outputs
     * @param numbers of all outputs
     */
    private record Effect(Map<String, String> parameters, String description, List<Double> numbers) {
        /** The shapes that are asked for where one parameter is missing; empty if the model is refused for it. */
        static Optional<Map<String, String>> without(String name, Subject subject, Set<String> stored) {
            RandomWeights weights = subject.weights().without(name, stored);
            try (Opened opened = Opened.of(subject, Subject.EXACT, subject.rules(RuleSet.GRADIENT), weights)) {
                return Optional.of(Map.copyOf(opened.parameters()));
            } catch (ModelException e) {
                return Optional.empty();
            }
        }

        /** The options that are passed over where the model is loaded; empty if it is refused. */
        static Optional<List<String>> passedOver(Subject subject) {
            try (Opened opened = subject.open(Subject.EXACT, subject.rules(RuleSet.GRADIENT))) {
                return Optional.of(opened.passedOver());
            } catch (ModelException e) {
                return Optional.empty();
            }
        }

        /** Empty if the model is refused. */
        static Optional<Effect> of(Subject subject) {
            try (Opened opened = subject.open(Subject.EXACT, subject.rules(RuleSet.GRADIENT));
                    Forward forward = opened.forward(opened.trials())) {
                String description =
                        opened.model().sizes() + " " + opened.model().outputs();
                return Optional.of(new Effect(
                        Map.copyOf(opened.parameters()),
                        description,
                        Arrays.stream(forward.numbers()).boxed().toList()));
            } catch (ModelException e) {
                return Optional.empty();
            }
        }
    }
}
