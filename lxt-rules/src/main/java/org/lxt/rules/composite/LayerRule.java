// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.rules.composite;

import static org.lxt.tensor.ops.relevance.RelevanceOperations.alphaBetaLinear;
import static org.lxt.tensor.ops.relevance.RelevanceOperations.gammaLinear;
import static org.lxt.tensor.ops.relevance.RelevanceOperations.spreadLinear;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lxt.rules.LinearLayer;
import org.lxt.rules.Patches;
import org.lxt.rules.RuleException;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.ops.relevance.SpreadLinear;

/**
 * A rule of linear layers and convolutions, as a value: what of an output's relevance each input of the layer gets. The
 * result of the layer is the same under all of them. Each has the name and the formula of the rule in zennit, with its
 * stabilisers, as {@code lxt.efficient.monkey_patch_zennit} turns it into a gradient; {@code docs/layer-rules.md} tells what
 * they do.
 *
 * {@snippet :
 * Composite composite = Composite.builder().convolutions(LayerRule.gamma(0.25)).linears(LayerRule.gamma(0.05)).build();
 * }
 */
public sealed interface LayerRule extends Patches.LinearRule {
    /** What is added to denominators where nothing else is said, as in zennit. */
    double STABILIZER = 1e-6;

    /** A name, and numbers in brackets. */
    Pattern WRITTEN = Pattern.compile("([a-z-]+)(?:\\(([^()]*)\\))?");

    /**
     * In proportion to the contributions, damped where they cancel: the denominator is {@code y + sign(y) epsilon}.
     *
     * @param epsilon positive
     */
    static LayerRule epsilon(double epsilon) {
        return new Epsilon(epsilon);
    }

    /**
     * Contributions of the output's sign count {@code 1 + gamma} times.
     *
     * @param gamma 0 or more; the larger, the fewer negative relevances
     */
    static LayerRule gamma(double gamma) {
        return new Gamma(gamma, STABILIZER);
    }

    /** In proportion to the positive contributions alone: alpha-beta with alpha 1 and beta 0. */
    static LayerRule zPlus() {
        return new AlphaBeta(1, 0, STABILIZER);
    }

    /**
     * Positive contributions get alpha times the relevance, negative ones -beta times.
     *
     * @param alpha 1 + beta
     * @param beta 0 or more
     */
    static LayerRule alphaBeta(double alpha, double beta) {
        return new AlphaBeta(alpha, beta, STABILIZER);
    }

    /** In proportion to the squares of the weights, whatever the input: for a first layer. */
    static LayerRule wSquare() {
        return new WSquare(STABILIZER);
    }

    /** In equal parts, whatever input and weights: for a first layer. */
    static LayerRule flat() {
        return new Flat(STABILIZER);
    }

    /**
     * Reads a rule as it is written: {@code epsilon(1e-6)}, {@code gamma(0.25)}, {@code zplus}, {@code alpha-beta(2, 1)},
     * {@code wsquare} or {@code flat}.
     *
     * @throws RuleException if it is none of these
     */
    static LayerRule parse(String text) {
        Matcher matcher = WRITTEN.matcher(text.strip());
        if (matcher.matches()) {
            List<Double> numbers = numbers(matcher.group(2), text);
            switch (matcher.group(1) + " " + numbers.size()) {
                case "epsilon 1" -> {
                    return epsilon(numbers.getFirst());
                }
                case "gamma 1" -> {
                    return gamma(numbers.getFirst());
                }
                case "alpha-beta 2" -> {
                    return alphaBeta(numbers.getFirst(), numbers.getLast());
                }
                case "zplus 0" -> {
                    return zPlus();
                }
                case "wsquare 0" -> {
                    return wSquare();
                }
                case "flat 0" -> {
                    return flat();
                }
                default -> {
                    // as if it were no rule at all
                }
            }
        }
        throw new RuleException("'" + text + "' is no rule of linear layers; there are epsilon(1e-6), gamma(0.25),"
                + " zplus, alpha-beta(2, 1), wsquare and flat");
    }

    private static List<Double> numbers(@Nullable String list, String text) {
        try {
            return list == null
                    ? List.of()
                    : Arrays.stream(list.split(",", -1))
                            .map(n -> Double.valueOf(n.strip()))
                            .toList();
        } catch (NumberFormatException e) {
            throw new RuleException("the numbers of the rule '" + text + "' cannot be read", e);
        }
    }

    /** Epsilon rule. */
    record Epsilon(double epsilon) implements LayerRule {
        /** Checks epsilon. */
        public Epsilon {
            requirePositive("epsilon", epsilon);
        }

        @Override
        public Tensor apply(Site at, LinearLayer layer, Tensor x) {
            return x.scope().ruled(at, () -> gammaLinear(x, layer.weight(), layer.bias(), 0, epsilon));
        }

        @Override
        public String toString() {
            return "epsilon(" + number(epsilon) + ")";
        }
    }

    /** Gamma rule. */
    record Gamma(double gamma, double stabilizer) implements LayerRule {
        /** Checks both. */
        public Gamma {
            requireNotNegative("gamma", gamma);
            requirePositive("stabilizer", stabilizer);
        }

        @Override
        public Tensor apply(Site at, LinearLayer layer, Tensor x) {
            return x.scope().ruled(at, () -> gammaLinear(x, layer.weight(), layer.bias(), gamma, stabilizer));
        }

        @Override
        public String toString() {
            return "gamma(" + number(gamma) + stabilized(stabilizer) + ")";
        }
    }

    /** Alpha-beta rule. */
    record AlphaBeta(double alpha, double beta, double stabilizer) implements LayerRule {
        /** Checks that relevance is kept: alpha less beta is 1. */
        public AlphaBeta {
            requireNotNegative("beta", beta);
            requirePositive("stabilizer", stabilizer);
            if (alpha - beta != 1) {
                throw new RuleException("alpha less beta must be 1, or relevance is made or lost; got alpha " + alpha
                        + " and beta " + beta);
            }
        }

        @Override
        public Tensor apply(Site at, LinearLayer layer, Tensor x) {
            return x.scope().ruled(at, () -> alphaBetaLinear(x, layer.weight(), layer.bias(), beta, stabilizer));
        }

        @Override
        public String toString() {
            return beta == 0 && stabilizer == STABILIZER
                    ? "zplus"
                    : "alpha-beta(" + number(alpha) + ", " + number(beta) + stabilized(stabilizer) + ")";
        }
    }

    /** W^2 rule. */
    record WSquare(double stabilizer) implements LayerRule {
        /** Checks the stabiliser. */
        public WSquare {
            requirePositive("stabilizer", stabilizer);
        }

        @Override
        public Tensor apply(Site at, LinearLayer layer, Tensor x) {
            return spread(at, layer, x, SpreadLinear.Spread.SQUARED_WEIGHTS, stabilizer);
        }

        @Override
        public String toString() {
            return stabilizer == STABILIZER ? "wsquare" : "wsquare(stabilizer " + number(stabilizer) + ")";
        }
    }

    /** Flat rule. */
    record Flat(double stabilizer) implements LayerRule {
        /** Checks the stabiliser. */
        public Flat {
            requirePositive("stabilizer", stabilizer);
        }

        @Override
        public Tensor apply(Site at, LinearLayer layer, Tensor x) {
            return spread(at, layer, x, SpreadLinear.Spread.EQUAL, stabilizer);
        }

        @Override
        public String toString() {
            return stabilizer == STABILIZER ? "flat" : "flat(stabilizer " + number(stabilizer) + ")";
        }
    }

    private static Tensor spread(Site at, LinearLayer layer, Tensor x, SpreadLinear.Spread spread, double stabilizer) {
        return x.scope().ruled(at, () -> spreadLinear(x, layer.weight(), layer.bias(), spread, stabilizer));
    }

    private static void requirePositive(String name, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw new RuleException(name + " must be a positive number, or denominators can be 0; got " + value);
        }
    }

    private static void requireNotNegative(String name, double value) {
        if (!(value >= 0) || Double.isInfinite(value)) {
            throw new RuleException(name + " must be 0 or a positive number, got " + value);
        }
    }

    private static String stabilized(double stabilizer) {
        return stabilizer == STABILIZER ? "" : ", stabilizer " + number(stabilizer);
    }

    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? String.format(Locale.ROOT, "%.0f", value)
                : Double.toString(value);
    }
}
