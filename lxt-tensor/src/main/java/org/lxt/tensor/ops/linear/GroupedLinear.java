// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops.linear;

import java.util.Arrays;
import java.util.List;
import org.lxt.tensor.BackwardPass;
import org.lxt.tensor.Gradient;
import org.lxt.tensor.Nature;
import org.lxt.tensor.Operation;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.Temporaries;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.ops.shared.GradientRows;
import org.lxt.tensor.ops.shared.Shapes;
import org.lxt.tensor.ops.shared.Sources;
import org.lxt.tensor.rows.RowMap;
import org.lxt.tensor.weight.Weight;

/**
 * Each token through its own experts: {@code y[pair] = x[token] W[expert]^T} for each pair of a token and an expert chosen
 * for it, token by token. A weight is read once for all its tokens, and backwards once for all seeds; the weight of an
 * expert that nobody chose is not touched.
 *
 * <p>Gradient: {@code G W[expert]}, added up over the experts of a token in the order of the experts. Absorbs nothing.
 */
public final class GroupedLinear extends Operation {
    private final Tensor x;
    private final int[] rowOfPair;
    private final int[] expertOfPair;
    private final List<Weight> experts;

    private GroupedLinear(Tensor x, int[] rowOfPair, int[] expertOfPair, List<Weight> experts) {
        super("grouped linear", x);
        this.x = x;
        this.rowOfPair = rowOfPair;
        this.expertOfPair = expertOfPair;
        this.experts = experts;
    }

    /**
     * Sends each token to its experts.
     *
     * @param x {@code [tokens, inputs]}
     * @param experts all experts' weights, {@code [outputs, inputs]} each
     * @return {@code [tokens perToken, outputs]}
     */
    public static Tensor apply(Tensor x, Routing routing, List<Weight> experts) {
        requireRows(x, routing.tokens());
        return apply(x, routing, routing.tokenOfPair(), experts);
    }

    /**
     * Sends each pair of token and expert to its expert: the second layer of experts that have several.
     *
     * @param x {@code [tokens perToken, inputs]}, as {@link #apply} makes it
     * @param experts all experts' weights, {@code [outputs, inputs]} each
     * @return {@code [tokens perToken, outputs]}
     */
    public static Tensor applyToPairs(Tensor x, Routing routing, List<Weight> experts) {
        int[] pairs = new int[routing.tokens() * routing.perToken()];
        requireRows(x, pairs.length);
        Arrays.setAll(pairs, i -> i);
        return apply(x, routing, pairs, experts);
    }

    private static Tensor apply(Tensor x, Routing routing, int[] rowOfPair, List<Weight> experts) {
        int outputs = requireAlike(x, experts);
        int[] expertOfPair = routing.expertOfPair();
        for (int expert : expertOfPair) {
            if (expert < 0 || expert >= experts.size()) {
                throw new IllegalArgumentException("grouped linear: expert " + expert + " of " + experts.size());
            }
        }
        GroupedLinear operation = new GroupedLinear(x, rowOfPair, expertOfPair, List.copyOf(experts));
        Backend backend = x.scope().backend();
        Shape shape = Shape.of(rowOfPair.length, outputs);
        Buffer y = x.scope().allocate(shape);
        backend.fill(y, 0, shape.size());
        operation.forEachExpert(expertOfPair, (weight, pairs) -> {
            try (Temporaries temporaries = new Temporaries(backend)) {
                Buffer in = temporaries.allocate((long) pairs.length * weight.columns());
                backend.movement()
                        .gatherRows(in, x.buffer(), temporaries.index(pick(rowOfPair, pairs)), weight.columns());
                Buffer out = temporaries.allocate((long) pairs.length * outputs);
                backend.matrices()
                        .linear(out, in, pairs.length, x.scope().weights().handle(weight));
                backend.movement().scatterAddRows(y, temporaries.index(pairs), out, outputs);
            }
        });
        return x.scope().record(operation, shape, y);
    }

    @Override
    public Nature nature() {
        return Nature.LINEAR;
    }

    @Override
    public void backward(Gradient sparse, BackwardPass pass) {
        Gradient g = pass.dense(sparse);
        Backend backend = pass.backend();
        RowMap map = GradientRows.mapped(g.map(), rowOfPair);
        int[] positions = GradientRows.positionsOf(g.map(), rowOfPair, map, x.rows());
        Gradient gx = pass.create(map, x.columns());
        backend.fill(gx.buffer(), 0, (long) map.size() * x.columns());
        // A token has an expert once at most, so no row is named twice in one sum.
        forEachExpert(pick(expertOfPair, g.map().rows()), (weight, rows) -> {
            try (Temporaries temporaries = new Temporaries(backend)) {
                Buffer in = temporaries.allocate((long) rows.length * g.columns());
                backend.movement().gatherRows(in, g.buffer(), temporaries.index(rows), g.columns());
                Buffer out = temporaries.allocate((long) rows.length * x.columns());
                backend.matrices()
                        .linearGradient(out, in, rows.length, pass.weights().handle(weight));
                backend.movement()
                        .scatterAddRows(gx.buffer(), temporaries.index(pick(positions, rows)), out, x.columns());
            }
        });
        pass.send(x, gx);
    }

    /** Work on the places that belong to one expert. */
    private interface ExpertAction {
        void accept(Weight weight, int[] places);
    }

    /** Calls for each expert that has any place, in their order. */
    private void forEachExpert(int[] expertOf, ExpertAction action) {
        Sources places = Sources.of(expertOf, experts.size());
        for (int e = 0; e < experts.size(); e++) {
            int from = places.starts()[e];
            int to = places.starts()[e + 1];
            if (from < to) {
                action.accept(experts.get(e), Arrays.copyOfRange(places.indices(), from, to));
            }
        }
    }

    private static int[] pick(int[] from, int[] places) {
        int[] picked = new int[places.length];
        Arrays.setAll(picked, i -> from[places[i]]);
        return picked;
    }

    private static void requireRows(Tensor x, int rows) {
        if (x.rows() != rows) {
            throw new IllegalArgumentException(
                    "grouped linear: a tensor " + x.shape() + " for the routing of " + rows + " rows");
        }
    }

    private static int requireAlike(Tensor x, List<Weight> experts) {
        int outputs = experts.getFirst().rows();
        for (Weight expert : experts) {
            Shapes.requireColumns("grouped linear '" + expert.name() + "'", "the input", x, expert.columns());
            if (expert.rows() != outputs) {
                throw new IllegalArgumentException(
                        "grouped linear: '" + expert.name() + "' has " + expert.rows() + " outputs, not " + outputs);
            }
        }
        return outputs;
    }
}
