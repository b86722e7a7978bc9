// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.rules.Run.Matrix;
import org.lxt.rules.composite.LayerRule;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;

/** Rules of linear layers against their definitions, which run the layer on changed inputs, and against zennit. */
class LayerRulesTest {
    private static final Site SITE = Site.of("layer");
    private static final DoubleUnaryOperator SAME = v -> v;
    private static final DoubleUnaryOperator ABOVE = v -> Math.max(v, 0);
    private static final DoubleUnaryOperator BELOW = v -> Math.min(v, 0);
    private static final DoubleUnaryOperator NOTHING = v -> 0;

    /** A run of the layer with its input and its parameters changed, as zennit has it. */
    private record Changed(DoubleUnaryOperator input, DoubleUnaryOperator weight, DoubleUnaryOperator bias) {}

    /** A layer, its input and the gradient at its output. */
    record Layer(String rule, Matrix x, Matrix w, double @Nullable [] b, Matrix g, double @Nullable [] expected) {
        @Override
        public String toString() {
            return rule + " of " + x.rows() + " x " + x.columns() + " -> " + w.rows() + (b == null ? "" : " with bias");
        }

        double output(int row, int output, Changed changed) {
            double sum = b == null ? 0 : changed.bias().applyAsDouble(b[output]);
            for (int i = 0; i < x.columns(); i++) {
                sum += changed.input().applyAsDouble(x.at(row, i))
                        * changed.weight().applyAsDouble(w.at(output, i));
            }
            return sum;
        }

        /** What a changed run hands to input i, if s goes back from an output. */
        double share(int row, int output, int i, double s, Changed changed) {
            return changed.input().applyAsDouble(x.at(row, i))
                    * changed.weight().applyAsDouble(w.at(output, i))
                    * s;
        }
    }

    private static DoubleUnaryOperator plus(double gamma, DoubleUnaryOperator part) {
        return v -> v + gamma * part.applyAsDouble(v);
    }

    private static double stabilized(double d, double epsilon) {
        return d + (d >= 0 ? epsilon : -epsilon);
    }

    /** Relevance at input i of the terms, of which a pair shares a denominator. */
    private static double relevance(Layer l, int row, int output, int i, double r, List<Changed> pair) {
        double denominator =
                pair.stream().mapToDouble(c -> l.output(row, output, c)).sum();
        double s = r / stabilized(denominator, 1e-6);
        return pair.stream().mapToDouble(c -> l.share(row, output, i, s, c)).sum();
    }

    private static double relevance(Layer l, LayerRule rule, int row, int output, int i, double y, double r) {
        return switch (rule) {
            case LayerRule.Epsilon(double epsilon) ->
                l.share(row, output, i, r / stabilized(y, epsilon), new Changed(SAME, SAME, SAME));
            case LayerRule.Gamma(double gamma, double _) -> {
                DoubleUnaryOperator up = plus(gamma, ABOVE);
                DoubleUnaryOperator down = plus(gamma, BELOW);
                yield y > 0
                        ? relevance(
                                l,
                                row,
                                output,
                                i,
                                r,
                                List.of(new Changed(ABOVE, up, up), new Changed(BELOW, down, NOTHING)))
                        : y < 0
                                ? relevance(
                                        l,
                                        row,
                                        output,
                                        i,
                                        r,
                                        List.of(new Changed(ABOVE, down, down), new Changed(BELOW, up, NOTHING)))
                                : 0;
            }
            case LayerRule.AlphaBeta(double alpha, double beta, double _) ->
                alpha
                                * relevance(
                                        l,
                                        row,
                                        output,
                                        i,
                                        r,
                                        List.of(new Changed(ABOVE, ABOVE, ABOVE), new Changed(BELOW, BELOW, NOTHING)))
                        - beta
                                * relevance(
                                        l,
                                        row,
                                        output,
                                        i,
                                        r,
                                        List.of(new Changed(ABOVE, BELOW, BELOW), new Changed(BELOW, ABOVE, NOTHING)));
            case LayerRule.WSquare _ ->
                relevance(l, row, output, i, r, List.of(new Changed(v -> 1, v -> v * v, v -> v * v)));
            case LayerRule.Flat _ -> relevance(l, row, output, i, r, List.of(new Changed(v -> 1, v -> 1, NOTHING)));
        };
    }

    /** The gradient at x by the definition of a rule. */
    private static double[] byDefinition(Layer l, LayerRule rule) {
        double[] gradient = new double[l.x().values().length];
        for (int row = 0; row < l.x().rows(); row++) {
            for (int output = 0; output < l.w().rows(); output++) {
                double y = l.output(row, output, new Changed(SAME, SAME, SAME));
                double r = y * l.g().at(row, output);
                for (int i = 0; i < l.x().columns(); i++) {
                    gradient[row * l.x().columns() + i] +=
                            relevance(l, rule, row, output, i, y, r) / stabilized(l.x().at(row, i), 1e-10);
                }
            }
        }
        return gradient;
    }

    private static double[] byRule(Layer l, LayerRule rule) {
        Run run = Run.of(true, List.of(l.x()), l.g(), x -> {
            Tensor bias = l.b() == null ? null : x.getFirst().scope().constant(Shape.of(l.w().rows()), l.b());
            return rule.apply(SITE, new LinearLayer(l.w().weight(), bias), x.getFirst());
        });
        double[] y = new double[l.x().rows() * l.w().rows()];
        Arrays.setAll(y, i -> l.output(i / l.w().rows(), i % l.w().rows(), new Changed(SAME, SAME, SAME)));
        assertThat(run.output).as("the result is that of the layer").containsExactly(y, within(1e-12));
        return run.gradients.getFirst();
    }

    private static void assertClose(double[] actual, double[] expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(actual[i]).isCloseTo(expected[i], within(1e-9 * (1 + Math.abs(expected[i]))));
        }
    }

    static Stream<Layer> random() {
        return Stream.of(
                        "epsilon(0.1)",
                        "epsilon(1e-6)",
                        "gamma(0)",
                        "gamma(0.25)",
                        "gamma(50)",
                        "zplus",
                        "alpha-beta(2, 1)",
                        "alpha-beta(1.25, 0.25)",
                        "wsquare",
                        "flat")
                .flatMap(rule -> IntStream.range(0, 8).mapToObj(seed -> random(rule, seed)));
    }

    private static Layer random(String rule, int seed) {
        Random random = new Random(seed);
        int rows = random.nextInt(1, 5);
        int inputs = random.nextInt(1, 7);
        int outputs = random.nextInt(1, 6);
        Matrix x = Matrix.random(random, rows, inputs);
        x.values()[0] = seed % 3 == 0 ? 0 : x.values()[0];
        double[] b = seed % 2 == 0
                ? null
                : DoubleStream.generate(random::nextGaussian).limit(outputs).toArray();
        return new Layer(
                rule, x, Matrix.random(random, outputs, inputs), b, Matrix.random(random, rows, outputs), null);
    }

    @ParameterizedTest
    @MethodSource("random")
    void eachRuleIsWhatItIsDefinedAs(Layer layer) {
        LayerRule rule = LayerRule.parse(layer.rule());
        assertClose(byRule(layer, rule), byDefinition(layer, rule));
    }

    static Stream<Layer> ofZennit() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(LayerRulesTest.class.getResourceAsStream("layer-rules.txt")),
                StandardCharsets.UTF_8))) {
            return reader.lines().map(LayerRulesTest::parsed).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Layer parsed(String line) {
        String[] fields = line.split(";", -1);
        int rows = Integer.parseInt(fields[1]);
        int inputs = Integer.parseInt(fields[2]);
        int outputs = Integer.parseInt(fields[3]);
        return new Layer(
                fields[0],
                new Matrix(rows, inputs, numbers(fields[5])),
                new Matrix(outputs, inputs, numbers(fields[6])),
                fields[4].equals("true") ? numbers(fields[7]) : null,
                new Matrix(rows, outputs, numbers(fields[8])),
                numbers(fields[9]));
    }

    private static double[] numbers(String text) {
        return Arrays.stream(text.split(" ", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    @ParameterizedTest
    @MethodSource("ofZennit")
    void eachRuleIsThatOfZennit(Layer layer) {
        assertClose(byRule(layer, LayerRule.parse(layer.rule())), Objects.requireNonNull(layer.expected()));
    }

    @Test
    void rulesAreValues() {
        assertThat(LayerRule.gamma(0.25))
                .isEqualTo(LayerRule.parse("gamma(0.25)"))
                .hasToString("gamma(0.25)");
        assertThat(LayerRule.alphaBeta(1, 0)).isEqualTo(LayerRule.zPlus()).hasToString("zplus");
        assertThat(new LayerRule.Gamma(100, 0.5)).hasToString("gamma(100, stabilizer 0.5)");
        for (String text : List.of("epsilon(0.1)", "alpha-beta(2, 1)", "wsquare", "flat", "zplus", "gamma(0.05)")) {
            assertThat(LayerRule.parse(text)).hasToString(text);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gama(1)", "gamma", "gamma(1, 2)", "flat(1)", "gamma(1", "alpha-beta(2)"})
    void whatIsNoRuleIsRefused(String text) {
        assertThatThrownBy(() -> LayerRule.parse(text))
                .isInstanceOf(RuleException.class)
                .hasMessage("'" + text + "' is no rule of linear layers; there are epsilon(1e-6), gamma(0.25), zplus,"
                        + " alpha-beta(2, 1), wsquare and flat");
    }

    @Test
    void numbersThatMakeNoRuleAreRefused() {
        assertThatThrownBy(() -> LayerRule.epsilon(0)).hasMessageContaining("epsilon must be a positive number");
        assertThatThrownBy(() -> LayerRule.gamma(-1)).hasMessage("gamma must be 0 or a positive number, got -1.0");
        assertThatThrownBy(() -> LayerRule.gamma(Double.NaN)).hasMessageContaining("got NaN");
        assertThatThrownBy(() -> LayerRule.alphaBeta(2, 0.5)).hasMessageContaining("alpha less beta must be 1");
        assertThatThrownBy(() -> LayerRule.parse("gamma(x)")).hasMessageContaining("'gamma(x)' cannot be read");
        assertThat(String.format(Locale.ROOT, "%s", LayerRule.parse(" flat "))).isEqualTo("flat");
    }
}
