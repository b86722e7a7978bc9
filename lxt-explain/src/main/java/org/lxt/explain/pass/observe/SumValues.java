// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.pass.observe;

import static org.lxt.tensor.ops.Operations.embedding;

import java.util.stream.IntStream;
import org.lxt.rules.LinearLayer;
import org.lxt.rules.NormLayer;
import org.lxt.rules.ResidualBranch;

/** The tensors of the sum of a layer's state and its attention, read once for all prompts of a pass. */
final class SumValues {
    final int width;
    final double[] x;
    final double[] y;
    /** {@code [width, heads * headSize]}. */
    final double[] projection;

    private final double factor;
    private final ConstantSpread after;
    private final ConstantSpread ofSum;

    SumValues(ResidualBranch branch, LinearLayer projection) {
        this.width = branch.x().columns();
        this.factor = branch.factor();
        this.x = branch.x().toDoubles();
        this.y = branch.y().toDoubles();
        int[] all = IntStream.range(0, projection.weight().rows()).toArray();
        this.projection =
                embedding(branch.x().scope(), projection.weight(), all).toDoubles();
        double[] given = branch.given().toDoubles();
        this.after = ConstantSpread.of(branch.after(), given, width);
        NormLayer last = branch.ofSum();
        this.ofSum =
                last == null ? ConstantSpread.NONE : ConstantSpread.of(last, sum(x, after.whole(given), factor), width);
    }

    private static double[] sum(double[] a, double[] b, double factor) {
        double[] sum = a.clone();
        for (int i = 0; i < sum.length; i++) {
            sum[i] += factor * b[i];
        }
        return sum;
    }

    /** Norms a part of what the attention gave, in place. */
    void normAdded(int row, double[] part) {
        after.apply(row, part);
        for (int c = 0; c < part.length && factor != 1; c++) {
            part[c] *= factor;
        }
        ofSum.apply(row, part);
    }

    /** Norms what was there before, in place. */
    void normResidual(int row, double[] part) {
        ofSum.apply(row, part);
    }
}
