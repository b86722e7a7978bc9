// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.method.gradient;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.lxt.explain.method.Asked;
import org.lxt.explain.method.Method;
import org.lxt.explain.method.Passes;
import org.lxt.explain.method.Point;
import org.lxt.explain.method.Propagation;
import org.lxt.explain.method.Question;
import org.lxt.explain.method.Relevance;
import org.lxt.explain.method.Slope;
import org.lxt.spi.InputKind;

/**
 * How large the gradient is at each token's embedding, or over the channels of each pixel. It tells how much the explained
 * value would change with that part of the input, not in which direction: it has no sign and adds up to nothing.
 *
 * <p>The norm is shared among the numbers of an embedding so that they add up to it: {@code |g|} each for the sum of the
 * absolute values, {@code g^2 / ||g||} for the Euclidean norm.
 *
 * @param inner what stands for the gradient
 * @param norm which norm
 * @see <a href="https://arxiv.org/abs/1312.6034">Deep Inside Convolutional Networks: Visualising Image Classification Models
 *     and Saliency Maps</a>
 */
public record GradientNorm(Propagation inner, Norm norm) implements Method {
    /** A norm of vectors. */
    public enum Norm {
        /** The root of the sum of squares. */
        L2,
        /** The sum of absolute values. */
        L1;

        /** The norm of a name, {@code l1} or {@code l2}. */
        public static Norm named(String name) {
            return valueOf(name.toUpperCase(Locale.ROOT));
        }

        private double of(double[] values, int first, int step, int count) {
            double sum = 0;
            for (int i = 0; i < count; i++) {
                double value = values[first + i * step];
                sum += this == L1 ? Math.abs(value) : value * value;
            }
            return this == L1 ? sum : Math.sqrt(sum);
        }
    }

    @Override
    public String name() {
        String of = inner.equals(Propagation.GRADIENT) ? "" : " of " + inner.name();
        return "gradient-norm(" + norm.name().toLowerCase(Locale.ROOT) + ")" + of;
    }

    @Override
    public boolean isSigned() {
        return false;
    }

    @Override
    public List<Relevance> run(Passes passes, List<Question> questions) {
        List<Asked> asked = passes.ask(questions);
        List<Slope> slopes = passes.slopes(
                inner,
                asked.stream().map(a -> new Point(a.question(), a.input())).toList());
        List<Relevance> result = new ArrayList<>();
        for (int q = 0; q < asked.size(); q++) {
            result.add(Relevance.of(
                    asked.get(q).value(),
                    shares(asked.get(q).question(), slopes.get(q).gradient())));
        }
        return result;
    }

    private double[] shares(Question question, double[] gradient) {
        return switch (question.kind()) {
            case InputKind.Tokens _ -> shares(gradient, question.rows(), question.columns(), 1, question.columns());
            case InputKind.Pixels kind -> {
                int pixels = question.height() * question.width();
                yield shares(gradient, pixels, 1, pixels, kind.channels());
            }
        };
    }

    /**
     * The shares of vectors in their norms.
     *
     * @param apart how far the first numbers of two vectors lie apart
     * @param step how far the numbers of a vector lie apart
     */
    private double[] shares(double[] gradient, int vectors, int apart, int step, int size) {
        double[] shares = new double[gradient.length];
        for (int v = 0; v < vectors; v++) {
            double whole = norm.of(gradient, v * apart, step, size);
            for (int i = 0; i < size; i++) {
                int at = v * apart + i * step;
                double value = gradient[at];
                shares[at] = norm == Norm.L1 ? Math.abs(value) : whole == 0 ? 0 : value * value / whole;
            }
        }
        return shares;
    }
}
