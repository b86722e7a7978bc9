// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.launch;

import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.kernel.ReductionKernels;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.Index;

/** The kernels along an axis. */
record LaunchedReductions(Launching on) implements ReductionKernels {
    /** An axis shorter than this gives the threads of a block too little to do. */
    private static final int SHORT_AXIS = 64;

    /** So many results occupy a device by threads of their own. */
    private static final long MANY_RESULTS = 4096;

    /**
     * Whether a block makes each result, instead of a thread. Depends on the shape alone, because the order of the sums
     * does.
     */
    private static boolean byBlocks(long outer, int length, int inner) {
        return length >= SHORT_AXIS && (inner == 1 || outer * inner < MANY_RESULTS);
    }

    private void reduce(String kernel, int outer, int length, int inner, long... arguments) {
        long results = (long) outer * inner;
        if (results > 0) {
            boolean blocks = byBlocks(outer, length, inner);
            on.launch(
                    kernel + (blocks ? "_by_blocks" : "_by_threads"),
                    blocks ? Grid.blocks(results) : Grid.elements(results),
                    arguments);
        }
    }

    @Override
    public void sum(Buffer destination, Buffer x, int outer, int length, int inner) {
        reduce("lxt_sum", outer, length, inner, on.address(destination), on.address(x), outer, length, inner);
    }

    @Override
    public void max(Buffer values, Buffer positions, Buffer x, int outer, int length, int inner) {
        reduce(
                "lxt_max",
                outer,
                length,
                inner,
                on.address(values),
                on.address(positions),
                on.address(x),
                outer,
                length,
                inner);
    }

    @Override
    public void repeat(Buffer destination, Buffer x, int outer, int length, int inner) {
        long size = (long) outer * length * inner;
        if (size > 0) {
            on.launch("lxt_repeat", Grid.elements(size), on.address(destination), on.address(x), outer, length, inner);
        }
    }

    @Override
    public void place(
            Buffer destination,
            Buffer x,
            Buffer positions,
            @Nullable Index positionRows,
            int rows,
            int outer,
            int length,
            int inner) {
        long size = (long) rows * outer * length * inner;
        if (size > 0) {
            on.launch(
                    "lxt_place",
                    Grid.elements(size),
                    on.address(destination),
                    on.address(x),
                    on.address(positions),
                    on.addressOrNone(positionRows),
                    rows,
                    outer,
                    length,
                    inner);
        }
    }
}
