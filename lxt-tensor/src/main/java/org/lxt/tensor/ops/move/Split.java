// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops.move;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lxt.tensor.Tensor;

/** An axis cut into runs, each a {@link Slice}: the projections of a fused layer, for one. */
public final class Split {
    private Split() {}

    /** Cuts an axis into runs of these lengths, which add up to its extent. */
    public static List<Tensor> apply(Tensor x, int axis, int... counts) {
        Span.requireAxis("split", x, axis);
        if (Arrays.stream(counts).asLongStream().sum() != x.shape().extent(axis)) {
            throw new IllegalArgumentException(
                    "split: runs of " + Arrays.toString(counts) + " on axis " + axis + " of a tensor " + x.shape());
        }
        List<Tensor> parts = new ArrayList<>();
        int first = 0;
        for (int count : counts) {
            parts.add(Slice.apply(x, axis, first, count));
            first += count;
        }
        return List.copyOf(parts);
    }
}
