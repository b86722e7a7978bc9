// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.launch;

import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.kernel.ElementKernels;
import org.lxt.tensor.backend.kernel.MovementKernels;
import org.lxt.tensor.backend.kernel.ReductionKernels;
import org.lxt.tensor.backend.kernel.RowKernels;
import org.lxt.tensor.backend.memory.Buffer;

/** All mandatory kernels but products with matrices; memory, weights and products are left to a device. */
public abstract class LaunchedBackend implements Backend {
    private final Launching launching;
    private final ElementKernels elements;
    private final RowKernels rows;
    private final MovementKernels movement;
    private final ReductionKernels reductions;

    /** Launches by a launcher, on memory of a device. */
    protected LaunchedBackend(Launcher launcher, Addresses addresses) {
        launching = new Launching(launcher, addresses);
        elements = new LaunchedElements(launching);
        rows = new LaunchedRows(launching);
        movement = new LaunchedMovement(launching);
        reductions = new LaunchedReductions(launching);
    }

    /** How the optional groups launch their kernels. */
    final Launching launching() {
        return launching;
    }

    @Override
    public final ElementKernels elements() {
        return elements;
    }

    @Override
    public final RowKernels rows() {
        return rows;
    }

    @Override
    public final MovementKernels movement() {
        return movement;
    }

    @Override
    public final ReductionKernels reductions() {
        return reductions;
    }

    @Override
    public final void fill(Buffer destination, double value, long size) {
        launching.run("lxt_fill", size, launching.address(destination), Launcher.bits(value));
    }
}
