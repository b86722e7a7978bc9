// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.parts.mixture;

import static org.lxt.tensor.ops.Operations.divide;
import static org.lxt.tensor.ops.Operations.reshape;
import static org.lxt.tensor.ops.Operations.softmax;
import static org.lxt.tensor.ops.Operations.sum;
import static org.lxt.tensor.ops.Operations.topK;

import java.util.ArrayList;
import java.util.List;
import org.lxt.rules.LinearLayer;
import org.lxt.rules.Rules;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.ops.linear.Routing;
import org.lxt.tensor.ops.reduce.TopK;

/**
 * Chooses experts: softmax over all of them, of which the largest are taken. Every rule set leaves it to its ordinary
 * derivative.
 *
 * @param scores projection from the hidden size to one score per expert
 * @param perToken how many experts each token goes to
 * @param normalised whether the weights of a token's experts are divided by their sum
 */
public record Router(LinearLayer scores, int perToken, boolean normalised) {
    /**
     * A choice.
     *
     * @param routing the experts of each token
     * @param weights their weights, {@code [tokens * perToken, 1]}, token by token
     */
    public record Choice(Routing routing, Tensor weights) {}

    /**
     * Chooses.
     *
     * @param at site of the scores
     * @param x {@code [tokens, hidden]}
     */
    public Choice choose(Rules rules, Site at, Tensor x) {
        Tensor shares = rules.ordinary(at, s -> softmax(s, -1), rules.linear(at, scores, x));
        List<int[][]> indices = new ArrayList<>();
        Tensor weights = rules.ordinary(
                at,
                s -> {
                    TopK.Result largest = topK(s, perToken);
                    indices.add(largest.indices());
                    return normalised ? divide(largest.values(), sum(largest.values(), -1)) : largest.values();
                },
                shares);
        return new Choice(
                Routing.of(indices.getFirst()), reshape(weights, Shape.of(Math.multiplyExact(x.rows(), perToken), 1)));
    }
}
