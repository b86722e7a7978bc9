// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.lxt.tensor.ops.Operations.groupedLinear;
import static org.lxt.tensor.ops.Operations.linear;
import static org.lxt.tensor.ops.Operations.slice;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.lxt.tensor.GradientCheck;
import org.lxt.tensor.RandomValues;
import org.lxt.tensor.Scope;
import org.lxt.tensor.ScopeOptions;
import org.lxt.tensor.Seed;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.ops.linear.Routing;
import org.lxt.tensor.weight.Weight;

/** Mixtures of experts: each token at its experts, and no expert's weight read more often than it has to be. */
class GroupedLinearTest {
    @RepeatedTest(10)
    void eachPairIsTheTokenThroughItsExpert(RepetitionInfo repetition) {
        RandomValues random = new RandomValues(repetition.getCurrentRepetition());
        int tokens = random.between(1, 5);
        int perToken = random.between(1, 3);
        Routing routing = MovementCases.routing(random, tokens, perToken, 6);
        List<Weight> experts = experts(random, 6, 3, 4);
        double[] x = random.values(tokens * 4);
        try (Scope scope = Scope.open(GradientCheck.FLOAT64, ScopeOptions.PLAIN)) {
            Tensor all = scope.constant(Shape.of(tokens, 4), x);
            double[] y = groupedLinear(all, routing, experts).toDoubles();
            for (int pair = 0; pair < tokens * perToken; pair++) {
                Tensor token = slice(all, 0, pair / perToken, 1);
                double[] alone = linear(token, experts.get(routing.expertOfPair()[pair]), null)
                        .toDoubles();
                for (int o = 0; o < 3; o++) {
                    assertThat(y[pair * 3 + o]).isCloseTo(alone[o], within(1e-12));
                }
            }
        }
    }

    @Test
    void onlyChosenExpertsAreLoadedAndEachIsReadOnceAPass() {
        RandomValues random = new RandomValues(1);
        List<Weight> experts = experts(random, 6, 3, 4);
        Routing routing = Routing.of(new int[][] {{4, 1}, {1, 4}, {1, 2}, {4, 2}});
        List<String> calls = new ArrayList<>();
        try (Scope scope = Scope.open(recording(calls), ScopeOptions.PLAIN)) {
            Tensor x = scope.watch(scope.constant(Shape.of(4, 4), random.values(16)));
            Tensor y = groupedLinear(x, routing, experts);
            assertThat(calls.stream().filter(c -> c.equals("loadWeight"))).hasSize(3);
            assertThat(calls.stream().filter(c -> c.equals("linear"))).hasSize(3);
            // Three seeds, at tokens 0 (expert 4), 1 (expert 4) and 2 (expert 1): expert 2 has no gradient.
            scope.backward(List.of(Seed.of(y, 0, 0), Seed.of(y, 3, 1), Seed.of(y, 4, 2)));
            assertThat(calls.stream().filter(c -> c.equals("loadWeight"))).hasSize(3);
            assertThat(calls.stream().filter(c -> c.equals("linearGradient"))).hasSize(2);
        }
    }

    @Test
    void whatDoesNotFitIsRefused() {
        List<Weight> experts = experts(new RandomValues(1), 2, 3, 4);
        assertThatThrownBy(() -> Routing.of(new int[0][])).hasMessageContaining("no experts for 0 tokens");
        assertThatThrownBy(() -> Routing.of(new int[][] {{0, 1}, {1, 1}}))
                .hasMessageContaining("token 1 goes to experts [1, 1], expected 2 different ones");
        assertThatThrownBy(() -> Routing.of(new int[][] {{0, 1}, {1}})).hasMessageContaining("expected 2");
        try (Scope scope = Scope.open(GradientCheck.FLOAT64, ScopeOptions.PLAIN)) {
            Tensor x = scope.constant(Shape.of(1, 4), new double[4]);
            Routing toThird = Routing.of(new int[][] {{2}});
            assertThatThrownBy(() -> groupedLinear(x, toThird, experts))
                    .hasMessageContaining("grouped linear: expert 2 of 2");
            Routing twoTokens = Routing.of(new int[][] {{0}, {1}});
            assertThatThrownBy(() -> groupedLinear(x, twoTokens, experts))
                    .hasMessageContaining("a tensor [1, 4] for the routing of 2 rows");
            Tensor narrow = scope.constant(Shape.of(2, 3), new double[6]);
            assertThatThrownBy(() -> groupedLinear(narrow, twoTokens, experts))
                    .hasMessageContaining("grouped linear 'random'");
        }
    }

    private static List<Weight> experts(RandomValues random, int count, int outputs, int inputs) {
        List<Weight> experts = new ArrayList<>();
        for (int e = 0; e < count; e++) {
            experts.add(Weight.of("random", random.values(outputs * inputs), outputs, inputs));
        }
        return experts;
    }

    /** The backend of the checks, with a list of what is called. */
    private static Backend recording(List<String> calls) {
        return (Backend) recording(Backend.class, GradientCheck.FLOAT64, calls);
    }

    private static Object recording(Class<?> type, Object target, List<String> calls) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> {
            calls.add(method.getName());
            try {
                Object result = method.invoke(target, arguments);
                Class<?> returned = method.getReturnType();
                return returned.getSimpleName().endsWith("Kernels") ? recording(returned, result, calls) : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }
}
