// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.backend.kernel;

import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.Index;
import org.lxt.tensor.weight.WeightHandle;

/**
 * What the gamma rule of linear layers computes, both products in one pass over the weight. An optional {@linkplain
 * Backend#kernels group}.
 */
public interface GammaKernels {
    /**
     * A linear layer and the same of magnitudes: {@code y [rows, outputs] = x W^T} and {@code magnitude [rows, outputs] = |x|
     * |W|^T}.
     */
    void magnitudeLinear(Buffer y, Buffer magnitude, Buffer x, int rows, WeightHandle weight, int outputs, int inputs);

    /** Both products backwards: {@code gx [rows, inputs] = g W} and {@code gMagnitude [rows, inputs] = signed |W|}. */
    void magnitudeLinearGradient(
            Buffer gx,
            Buffer gMagnitude,
            Buffer g,
            Buffer signed,
            int rows,
            WeightHandle weight,
            int outputs,
            int inputs);

    /**
     * The factors of the rule: {@code signed = y / ((1 + gamma/2) |y| + gamma/2 magnitude + stabilizer)} and {@code factors =
     * |signed|}. {@code signed} may be the same buffer as {@code magnitude}.
     */
    void gammaFactors(
            Buffer factors, Buffer signed, Buffer y, Buffer magnitude, double gamma, double stabilizer, int size);

    /**
     * The gradient of the rule at the input: {@code gx[i] = ((1 + gamma/2) x[r] u[i] + gamma/2 |x[r]| v[i]) / (x[r] +
     * sign(x[r]) epsilon)} with {@code r = xRows[i]} and sign(0) = 1.
     */
    void gammaGradient(
            Buffer gx,
            Buffer u,
            Buffer v,
            Buffer x,
            @Nullable Index xRows,
            double gamma,
            double epsilon,
            int rows,
            int columns);
}
