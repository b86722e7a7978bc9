// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;
import static org.lxt.tensor.ops.Operations.activate;
import static org.lxt.tensor.ops.Operations.add;
import static org.lxt.tensor.ops.Operations.linear;
import static org.lxt.tensor.ops.Operations.multiply;
import static org.lxt.tensor.ops.Operations.rmsNorm;
import static org.lxt.tensor.ops.relevance.RelevanceOperations.divideGradient;
import static org.lxt.tensor.ops.relevance.RelevanceOperations.secant;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lxt.tensor.Ledger.Cause;
import org.lxt.tensor.backend.kernel.Activation;
import org.lxt.tensor.weight.Weight;

/** What is booked, where, for whom and how much, worked out by hand. */
class LedgerTest {
    private static final Site SITE = Site.ROOT.child("layers", 3).child("part");

    private final Scope scope = Scope.open(GradientCheck.FLOAT64, new ScopeOptions(false, true));
    private final Tensor x = scope.watch(scope.constant(Shape.of(2, 2), new double[] {1, 2, 3, 4}));

    @AfterEach
    void close() {
        scope.close();
    }

    @Test
    void aBiasIsBookedForEachSeedWithItsSite() {
        Weight weight = Weight.of("w", new double[] {1, 0, 0, 1}, 2, 2);
        Tensor bias = scope.constant(Shape.of(2), new double[] {10, 20});
        Tensor y = scope.at(SITE, () -> linear(x, weight, bias));
        Ledger ledger = ledger(Seed.of(y, 0, 1), Seed.weighted(y, 1, Map.of(0, 3.0), -1));
        assertThat(ledger.entries())
                .extracting(Ledger.Entry::site, Ledger.Entry::operation, Ledger.Entry::cause, Ledger.Entry::seed)
                .containsExactly(tuple(SITE, "linear", Cause.BIAS, 0), tuple(SITE, "linear", Cause.BIAS, 1));
        assertThat(ledger.booked(0)).isEqualTo(20);
        assertThat(ledger.booked(1)).isEqualTo(3 * 10 - 20);
        assertThat(ledger.turnover(0)).isEqualTo(20);
    }

    @Test
    void anAddedConstantIsBooked() {
        Tensor y = add(x, scope.constant(Shape.of(2, 2), new double[] {5, 6, 7, 8}));
        assertSingle(ledger(Seed.of(y, 1, 0)), "add", Cause.CONSTANT, 7);
    }

    @Test
    void aParameterMayComeFirst() {
        try (Scope parameters = Scope.open(GradientCheck.FLOAT64, ScopeOptions.PLAIN)) {
            Tensor constant = parameters.constant(Shape.of(2, 2), new double[] {5, 6, 7, 8});
            Tensor y = multiply(constant, add(constant, x));
            assertSingle(ledger(Seed.of(y, 1, 0)), "add", Cause.CONSTANT, 7 * 7);
        }
    }

    @Test
    void aProductIsBookedAgainstItsValue() {
        Tensor y = multiply(x, x);
        assertSingle(ledger(Seed.of(y, 1, 1)), "multiply", Cause.PRODUCT, -16);
    }

    @Test
    void aConstantFactorAndASumAbsorbNothing() {
        Tensor y = add(multiply(x, x.detach()), x);
        assertThat(ledger(Seed.of(y, 1, 1)).entries()).isEmpty();
    }

    @Test
    void aDividedGradientIsBooked() {
        Tensor y = divideGradient(x, 4);
        assertSingle(ledger(Seed.of(y, 0, 1)), "divide gradient", Cause.DIVISION, 1.5);
    }

    @Test
    void theStabiliserOfASecantIsBooked() {
        Tensor y = secant(x, scope.constant(Shape.of(2, 2), new double[] {6, 6, 6, 6}), 0.5);
        assertSingle(ledger(Seed.of(y, 0, 0)), "secant", Cause.STABILIZER, 6 * 0.5 / 1.5);
    }

    @Test
    void aNormWithConstantSpreadAbsorbsNothing() {
        Tensor weight = scope.constant(Shape.of(2), new double[] {1, -1});
        assertThat(ledger(Seed.of(rmsNorm(x, weight, 0, 1e-6, true), 0, 0)).entries())
                .isEmpty();
    }

    @Test
    void anActivationIsBookedBySumAndDerivative() {
        Ledger ledger = ledger(Seed.of(activate(Activation.TANH, x), 0, 0));
        double y = Math.tanh(1);
        assertThat(ledger.entries()).extracting(Ledger.Entry::cause).containsOnly(Cause.ORDINARY);
        assertThat(ledger.booked(0)).isCloseTo(y - (1 - y * y), within(1e-15));
        assertThat(ledger.turnover(0)).isCloseTo(y + (1 - y * y), within(1e-15));
    }

    @Test
    void withoutTheOptionThereIsNoLedger() {
        try (Scope plain = Scope.open(GradientCheck.FLOAT64, ScopeOptions.PLAIN)) {
            Tensor watched = plain.watch(plain.constant(Shape.of(1), new double[] {1}));
            assertThat(plain.backward(List.of(Seed.of(add(watched, watched), 0, 0)))
                            .ledger())
                    .isNull();
        }
    }

    private Ledger ledger(Seed... seeds) {
        return Objects.requireNonNull(scope.backward(List.of(seeds)).ledger());
    }

    private static void assertSingle(Ledger ledger, String operation, Cause cause, double amount) {
        assertThat(ledger.entries()).containsExactly(new Ledger.Entry(Site.ROOT, operation, cause, 0, amount));
    }
}
