// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.launch;

import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.kernel.GammaKernels;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.Index;

/** The gamma rule around its products, which are left to a device. */
public abstract class LaunchedGamma implements GammaKernels {
    private final Launching on;

    /** Kernels of a backend. */
    protected LaunchedGamma(LaunchedBackend backend) {
        this.on = backend.launching();
    }

    @Override
    public final void gammaFactors(
            Buffer factors, Buffer signed, Buffer y, Buffer magnitude, double gamma, double stabilizer, int size) {
        if (size > 0) {
            on.launch(
                    "lxt_gamma_factors",
                    Grid.elements(size),
                    on.address(factors),
                    on.address(signed),
                    on.address(y),
                    on.address(magnitude),
                    Launcher.bits(gamma),
                    Launcher.bits(stabilizer),
                    size);
        }
    }

    @Override
    public final void gammaGradient(
            Buffer gx,
            Buffer u,
            Buffer v,
            Buffer x,
            @Nullable Index xRows,
            double gamma,
            double epsilon,
            int rows,
            int columns) {
        on.matrix(
                "lxt_gamma_gradient",
                rows,
                columns,
                on.address(gx),
                on.address(u),
                on.address(v),
                on.address(x),
                on.addressOrNone(xRows),
                Launcher.bits(gamma),
                Launcher.bits(epsilon),
                rows,
                columns);
    }
}
