// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops.reduce;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import org.lxt.tensor.BackwardPass;
import org.lxt.tensor.Gradient;
import org.lxt.tensor.Nature;
import org.lxt.tensor.Operation;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.ops.shared.Moves;

/**
 * The k largest numbers along the last axis, the largest first and of equal ones the first; NaN counts as the largest.
 * The host waits for their positions.
 *
 * <p>Gradient: G to the chosen, 0 to the others. Absorbs nothing.
 */
public final class TopK extends Operation {
    /**
     * What was chosen.
     *
     * @param values the numbers, {@code [..., k]}
     * @param indices for each run along the last axis, where in it they stand
     */
    public record Result(Tensor values, int[][] indices) {}

    private final Tensor x;
    private final int[][] indices;

    private TopK(Tensor x, int[][] indices) {
        super("top k", x);
        this.x = x;
        this.indices = indices;
    }

    /** Chooses; x has two dimensions or more. */
    public static Result apply(Tensor x, int k) {
        int last = x.shape().dimensions() - 1;
        int length = x.shape().extent(last);
        if (last == 0) {
            throw new IllegalArgumentException("top k needs rows to choose in, got a tensor of shape " + x.shape());
        }
        if (k < 1 || k > length) {
            throw new IllegalArgumentException(
                    "top k: k is " + k + " where the last axis of " + x.shape() + " has " + length + " elements");
        }
        double[] numbers = x.toDoubles();
        int[][] indices = new int[numbers.length / length][];
        for (int group = 0; group < indices.length; group++) {
            indices[group] = largest(numbers, group * length, length, k);
        }
        Shape shape = x.shape().with(last, k);
        Buffer values = x.scope().allocate(shape);
        Moves.gatherRows(x.scope().backend(), values, x.buffer(), elements(indices, length), 1);
        int[][] own = Arrays.stream(indices).map(int[]::clone).toArray(int[][]::new);
        return new Result(x.scope().record(new TopK(x, own), shape, values), indices);
    }

    private static int[] largest(double[] numbers, int at, int length, int k) {
        // 0 is added because a comparison of doubles puts 0 above -0, and they are equal
        return IntStream.range(0, length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> numbers[at + i] + 0.0)
                        .reversed())
                .limit(k)
                .mapToInt(i -> i)
                .toArray();
    }

    /** Where in the memory of consecutive groups the chosen elements lie. */
    private static int[] elements(int[][] groups, int length) {
        return IntStream.range(0, groups.length)
                .flatMap(group -> IntStream.of(groups[group]).map(i -> Math.addExact(group * length, i)))
                .toArray();
    }

    @Override
    public Nature nature() {
        return Nature.NON_LINEAR;
    }

    @Override
    public void backward(Gradient sparse, BackwardPass pass) {
        Gradient g = pass.dense(sparse);
        int perRow = indices.length / x.rows();
        int[] rows = g.map().rows();
        int[][] groups = new int[rows.length * perRow][];
        for (int i = 0; i < groups.length; i++) {
            groups[i] = indices[rows[i / perRow] * perRow + i % perRow];
        }
        Gradient gx = pass.create(g.map(), x.columns());
        pass.backend().fill(gx.buffer(), 0, (long) g.rows() * x.columns());
        Moves.scatterAddRows(pass.backend(), gx.buffer(), elements(groups, x.columns() / perRow), g.buffer(), 1);
        pass.send(x, gx);
    }
}
