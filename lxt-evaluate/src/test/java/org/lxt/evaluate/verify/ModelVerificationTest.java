// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.verify;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.explain.Explainer;
import org.lxt.explain.method.Asked;
import org.lxt.explain.method.Passes;
import org.lxt.explain.method.Point;
import org.lxt.explain.method.Question;
import org.lxt.explain.method.Slope;
import org.lxt.rules.RuleSet;

/** Checks of models without a reference. */
class ModelVerificationTest {
    private static final Path CASES = Path.of(System.getProperty("lxt.root"), "oracle", "cases");

    private static final double[] AT = {0.5, -1, 2, 0.25, 1};

    @ParameterizedTest
    @ValueSource(strings = {"llama-cp-lrp", "bert-classification", "vit-attnlrp"})
    void aRightModelPasses(String name) {
        try (Explainer explainer = Explainer.open(CASES.resolve(name))) {
            List<RuleSet> sets = List.of(RuleSet.ATTN_LRP, RuleSet.GRADIENT);
            List<Verdict> verdicts = new ModelVerification(explainer, sets).run();
            assertThat(verdicts)
                    .extracting(Verdict::check)
                    .containsExactly(
                            "attnlrp: rules",
                            "attnlrp: ledger",
                            "gradient: rules",
                            "gradient: ledger",
                            "gradient: finite differences");
            assertThat(verdicts).allMatch(Verdict::passed);
        }
    }

    /** A function whose gradient is right, and one whose gradient is a tenth too large. */
    @Test
    void aWrongGradientIsFound() {
        assertThat(error(1)).isLessThan(1e-8);
        assertThat(error(1.1)).isGreaterThan(0.02);
    }

    private static double error(double times) {
        FiniteDifferences differences = new FiniteDifferences();
        Question vector = answering(Question.class, (method, _) -> switch (method) {
            case "rows" -> 1;
            case "columns" -> AT.length;
            default -> throw new UnsupportedOperationException(method);
        });
        differences.run(sumOfCubes(vector, times), List.of(vector));
        return differences.error();
    }

    /** Passes over a sum of cubes, whose gradient is wrong by a factor. */
    private static Passes sumOfCubes(Question vector, double times) {
        return answering(Passes.class, (method, args) -> switch (method) {
            case "ask" -> List.of(new Asked(vector, AT, 0));
            case "values" ->
                ((List<?>) args[0])
                        .stream()
                                .mapToDouble(p -> Arrays.stream(((Point) p).values())
                                        .map(v -> v * v * v)
                                        .sum())
                                .toArray();
            case "slopes" ->
                ((List<?>) args[1])
                        .stream()
                                .map(p -> new Slope(
                                        0,
                                        Arrays.stream(((Point) p).values())
                                                .map(v -> times * 3 * v * v)
                                                .toArray()))
                                .toList();
            default -> throw new UnsupportedOperationException(method);
        });
    }

    /** The methods that are used, and no other. */
    private static <T> T answering(Class<T> type, BiFunction<String, Object[], Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, args) -> method.getDeclaringClass() == Object.class
                        ? System.identityHashCode(proxy)
                        : answers.apply(method.getName(), args)));
    }
}
