// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.rules.Run.Matrix;
import org.lxt.tensor.Gradients;
import org.lxt.tensor.Ledger;
import org.lxt.tensor.Scope;
import org.lxt.tensor.ScopeOptions;
import org.lxt.tensor.Seed;
import org.lxt.tensor.Site;
import org.lxt.tensor.StrictModeException;
import org.lxt.tensor.Tensor;

/** Norms under each rule set, against difference quotients of norms over plain arrays. */
class NormRulesTest {
    private static final Site SITE = Site.of("layers.0.norm");
    private static final Rules ATTN_LRP = Rules.of(RuleSet.ATTN_LRP, Patches.attnLrp());
    private static final Rules CP_LRP = Rules.of(RuleSet.CP_LRP, Patches.cpLrp());
    private static final Rules GRADIENT = Rules.of(RuleSet.GRADIENT, Patches.gradient());
    private static final double EPSILON = 0.25;

    /** A row, what a norm makes of it, and the gradient that comes back from there. */
    private static final class Row {
        final Matrix x;
        final Matrix weight;
        final Matrix bias;
        final Matrix g;

        Row(long seed) {
            Random random = new Random(seed);
            x = Matrix.random(random, 1, 5);
            weight = Matrix.random(random, 1, 5);
            bias = Matrix.random(random, 1, 5);
            g = Matrix.random(random, 1, 5);
        }

        static double mean(double[] x) {
            double sum = 0;
            for (double v : x) {
                sum += v;
            }
            return sum / x.length;
        }

        static double deviation(double[] x) {
            double mean = mean(x);
            double sum = 0;
            for (double v : x) {
                sum += (v - mean) * (v - mean);
            }
            return Math.sqrt(sum / x.length + EPSILON);
        }

        static double rootMeanSquare(double[] x) {
            double sum = 0;
            for (double v : x) {
                sum += v * v;
            }
            return Math.sqrt(sum / x.length + EPSILON);
        }

        /** {@code sum(G y)} of a layer norm whose divisor is given. */
        double layerNorm(double[] at, double divisor) {
            double mean = mean(at);
            double sum = 0;
            for (int i = 0; i < at.length; i++) {
                sum += g.at(0, i) * ((at[i] - mean) / divisor * weight.at(0, i) + bias.at(0, i));
            }
            return sum;
        }

        /** {@code sum(G y)} of a root-mean-square norm with an offset of 1 whose divisor is given. */
        double rmsNorm(double[] at, double divisor) {
            double sum = 0;
            for (int i = 0; i < at.length; i++) {
                sum += g.at(0, i) * at[i] / divisor * (weight.at(0, i) + 1);
            }
            return sum;
        }

        double[] differenceQuotients(ToDoubleFunction<double[]> f) {
            double step = 1e-5;
            return IntStream.range(0, x.columns())
                    .mapToDouble(i -> {
                        double[] above = x.values().clone();
                        double[] below = x.values().clone();
                        above[i] += step;
                        below[i] -= step;
                        return (f.applyAsDouble(above) - f.applyAsDouble(below)) / (2 * step);
                    })
                    .toArray();
        }

        NormLayer layer(Scope scope, boolean withBias) {
            @Nullable Tensor shift = withBias ? bias.constant(scope) : null;
            return new NormLayer.Layer(weight.constant(scope), shift, EPSILON);
        }

        NormLayer rms(Scope scope) {
            return new NormLayer.Rms(weight.constant(scope), 1, EPSILON);
        }

        Run layerNormUnder(Rules rules) {
            return Run.of(
                    rules.set().strict(),
                    List.of(x),
                    g,
                    t -> rules.norm(SITE, layer(t.getFirst().scope(), true), t.getFirst()));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aLayerNormHoldsItsDeviationConstantAndNotItsMean(long seed) {
        Row row = new Row(seed);
        double deviation = Row.deviation(row.x.values());
        double[] expected = row.differenceQuotients(x -> row.layerNorm(x, deviation));
        for (Rules rules : List.of(ATTN_LRP, CP_LRP)) {
            assertThat(row.layerNormUnder(rules).gradients.getFirst())
                    .as("%s", rules.set())
                    .containsExactly(expected, within(1e-8));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void gradientGoesThroughTheDeviationToo(long seed) {
        Row row = new Row(seed);
        double[] expected = row.differenceQuotients(x -> row.layerNorm(x, Row.deviation(x)));
        double[] actual = row.layerNormUnder(GRADIENT).gradients.getFirst();
        assertThat(actual).containsExactly(expected, within(1e-8));
        assertThat(actual).isNotEqualTo(row.layerNormUnder(ATTN_LRP).gradients.getFirst());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void anRmsNormHoldsItsRootMeanSquareConstantButUnderGradient(long seed) {
        Row row = new Row(seed);
        double divisor = Row.rootMeanSquare(row.x.values());
        double[] constant = row.differenceQuotients(x -> row.rmsNorm(x, divisor));
        double[] ordinary = row.differenceQuotients(x -> row.rmsNorm(x, Row.rootMeanSquare(x)));
        for (Rules rules : List.of(ATTN_LRP, CP_LRP, GRADIENT)) {
            Run run = Run.of(
                    rules.set().strict(),
                    List.of(row.x),
                    row.g,
                    t -> rules.norm(SITE, row.rms(t.getFirst().scope()), t.getFirst()));
            assertThat(run.gradients.getFirst())
                    .as("%s", rules.set())
                    .containsExactly(rules == GRADIENT ? ordinary : constant, within(1e-8));
        }
    }

    @Test
    void theResultIsThatOfTheFormulaAndTheSameToTheLastBitUnderEachRuleSet() {
        Row row = new Row(6);
        double[] ordinary = row.layerNormUnder(GRADIENT).output;
        double deviation = Row.deviation(row.x.values());
        double mean = Row.mean(row.x.values());
        double[] expected = row.x
                .map(i -> (row.x.at(0, i) - mean) / deviation * row.weight.at(0, i) + row.bias.at(0, i))
                .values();
        assertThat(ordinary).containsExactly(expected, within(1e-12));
        assertThat(row.layerNormUnder(ATTN_LRP).output).containsExactly(ordinary);
        assertThat(row.layerNormUnder(CP_LRP).output).containsExactly(ordinary);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ofTheRelevanceOfALayerNormTheBiasAbsorbsItsShareAndNothingElse(boolean withBias) {
        Row row = new Row(7);
        try (Scope scope = Scope.open(Run.FLOAT64, new ScopeOptions(true, true))) {
            Tensor x = scope.watch(row.x.constant(scope));
            Tensor y = ATTN_LRP.norm(SITE, row.layer(scope, withBias), x);
            Gradients back = scope.backward(List.of(Seed.of(y, 0, 2)));
            Ledger ledger = back.ledger();
            double value = y.toDoubles()[2];
            double atInput = back.inputRelevance(0);
            assertThat(ledger.booked(0)).isCloseTo(withBias ? row.bias.at(0, 2) : 0, within(1e-15));
            assertThat(atInput + ledger.booked(0)).isCloseTo(value, within(1e-12));
            assertThat(ledger.entries())
                    .allMatch(e -> e.cause() == Ledger.Cause.BIAS && e.site().equals(SITE));
        }
    }

    @Test
    void theLedgerOfAnOrdinaryLayerNormCloses() {
        Row row = new Row(8);
        try (Scope scope = Scope.open(Run.FLOAT64, new ScopeOptions(false, true))) {
            Tensor x = scope.watch(row.x.constant(scope));
            Tensor y = GRADIENT.norm(SITE, row.layer(scope, true), x);
            Gradients back = scope.backward(List.of(Seed.of(y, 0, 3)));
            assertThat(back.inputRelevance(0) + back.ledger().booked(0)).isCloseTo(y.toDoubles()[3], within(1e-12));
            assertThat(back.ledger().entries()).anyMatch(e -> e.cause() == Ledger.Cause.ORDINARY);
        }
    }

    @Test
    void strictModeRefusesALayerNormThatIsLeftToItsOrdinaryDerivative() {
        Row row = new Row(9);
        Rules forgetful = Rules.of(
                RuleSet.ATTN_LRP,
                Patches.attnLrp().toBuilder().norm(Norms.ORDINARY).build());
        assertThatThrownBy(() -> row.layerNormUnder(forgetful))
                .isInstanceOf(StrictModeException.class)
                .hasMessageContaining("'layer norm' at layers.0.norm ");
    }
}
