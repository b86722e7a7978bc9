// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lxt.tensor.Case;
import org.lxt.tensor.GradientCheck;
import org.lxt.tensor.Gradients;
import org.lxt.tensor.Ledger;
import org.lxt.tensor.RandomValues;
import org.lxt.tensor.ScaledIdentity;
import org.lxt.tensor.Scope;
import org.lxt.tensor.ScopeOptions;
import org.lxt.tensor.SeedSpec;
import org.lxt.tensor.Tensor;

/** A seed's value is found again at the inputs and in the ledger, to the last bit but rounding. */
class LedgerClosureTest {
    private static final double TOLERANCE = 1e-9;

    static Stream<Case> all() {
        return OperationCases.random(20);
    }

    @ParameterizedTest
    @MethodSource("all")
    void inputsAndBookingsAddUpToTheSeed(Case tried) {
        assertThat(closingError(tried)).isCloseTo(0, within(TOLERANCE));
    }

    @ParameterizedTest
    @MethodSource("all")
    void onlyTheExpectedCausesAreBooked(Case tried) {
        try (Scope scope = Scope.open(GradientCheck.FLOAT64, new ScopeOptions(false, true))) {
            Ledger ledger = backward(tried, scope).ledger();
            assertThat(Objects.requireNonNull(ledger).entries())
                    .extracting(Ledger.Entry::cause)
                    .isSubsetOf(tried.causes());
        }
    }

    static Stream<Case> planted() {
        return withRelevance()
                .map(c -> new Case(
                        "wrong after " + c.name(),
                        c.inputs(),
                        (s, x) -> ScaledIdentity.apply(c.run(s, x), 1.01),
                        c.causes(),
                        false));
    }

    @ParameterizedTest
    @MethodSource("planted")
    void aGradientThatIsOffByOnePerCentIsFoundOut(Case tried) {
        assertThat(closingError(tried)).isGreaterThan(1000 * TOLERANCE);
    }

    @ParameterizedTest
    @MethodSource("plantedBehind")
    void aWrongGradientBehindAnOperationIsFoundOut(Case tried) {
        // Behind a norm with a small epsilon there is next to no relevance left to be wrong.
        assertThat(closingError(tried)).isGreaterThan(TOLERANCE);
    }

    static Stream<Case> plantedBehind() {
        return withRelevance()
                .map(c -> new Case(
                        "wrong before " + c.name(),
                        c.inputs(),
                        (s, x) -> c.run(
                                s,
                                x.stream()
                                        .map(t -> ScaledIdentity.apply(t, 1.01))
                                        .toList()),
                        c.causes(),
                        false));
    }

    /** Not relu, z+ nor added zeros, which may leave nothing that a wrong gradient could be seen by. */
    private static Stream<Case> withRelevance() {
        return OperationCases.random(2)
                .filter(c -> !c.name().equals("RELU")
                        && !c.name().contains("z+")
                        && !c.name().contains("zeros"))
                .filter(LedgerClosureTest::showsRelevance);
    }

    /** A quotient of two watched tensors, or the norm of a single number, hands on none, or has none to begin with. */
    private static boolean showsRelevance(Case tried) {
        try (Scope scope = Scope.open(GradientCheck.FLOAT64, new ScopeOptions(false, true))) {
            Gradients g = backward(tried, scope);
            Ledger ledger = Objects.requireNonNull(g.ledger());
            return IntStream.range(0, g.seedValues().size()).anyMatch(s -> {
                double value = Math.abs(g.seedValues().get(s));
                double moved = ledger.turnover(s) + value;
                return value > 1e-3 * moved && Math.abs(g.inputRelevance(s)) > 1e-6 * moved;
            });
        }
    }

    /** The largest error of a seed, as a share of what the seed moved. */
    private static double closingError(Case tried) {
        try (Scope scope = Scope.open(GradientCheck.FLOAT64, new ScopeOptions(false, true))) {
            Gradients g = backward(tried, scope);
            Ledger ledger = Objects.requireNonNull(g.ledger());
            double largest = 0;
            for (int s = 0; s < g.seedValues().size(); s++) {
                double value = g.seedValues().get(s);
                double error = value - g.inputRelevance(s) - ledger.booked(s);
                double moved = ledger.turnover(s) + Math.abs(value);
                // A row that relu cuts off whole moves nothing, and then nothing may be missing either.
                largest = Math.max(largest, error == 0 ? 0 : Math.abs(error) / moved);
            }
            return largest;
        }
    }

    private static Gradients backward(Case tried, Scope scope) {
        List<Tensor> x = tried.watch(scope);
        Tensor output = tried.run(scope, x);
        // with a planted error the seeds stay those whose relevance was looked at before
        String name = tried.name().replaceFirst("^wrong (before|after) ", "");
        List<SeedSpec> seeds = SeedSpec.random(new RandomValues(name.length()), output.shape());
        return scope.backward(seeds.stream().map(s -> s.on(output)).toList());
    }
}
