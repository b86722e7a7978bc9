// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.launch;

import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.kernel.Band;
import org.lxt.tensor.backend.kernel.RowKernels;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.Index;

/** The kernels that go row by row. */
record LaunchedRows(Launching on) implements RowKernels {
    @Override
    public void addVector(Buffer destination, Buffer a, Buffer vector, int rows, int columns) {
        on.matrix(
                "lxt_add_vector",
                rows,
                columns,
                on.address(destination),
                on.address(a),
                on.address(vector),
                rows,
                columns);
    }

    @Override
    public void multiplyVector(Buffer destination, Buffer a, Buffer vector, double offset, int rows, int columns) {
        on.matrix(
                "lxt_multiply_vector",
                rows,
                columns,
                on.address(destination),
                on.address(a),
                on.address(vector),
                Launcher.bits(offset),
                rows,
                columns);
    }

    @Override
    public void scaleRows(
            Buffer destination, Buffer a, Buffer factors, @Nullable Index factorRows, int rows, int columns) {
        on.mapped("lxt_scale_rows", destination, a, factors, factorRows, rows, columns);
    }

    @Override
    public void rowDot(Buffer destination, Buffer a, Buffer b, @Nullable Index bRows, int rows, int columns) {
        if (rows > 0) {
            on.launch(
                    "lxt_row_dot",
                    Grid.blocks(rows),
                    on.address(destination),
                    on.address(a),
                    on.address(b),
                    on.addressOrNone(bRows),
                    rows,
                    columns);
        }
    }

    @Override
    public void rope(
            Buffer destination,
            Buffer x,
            Buffer cosines,
            Buffer sines,
            @Nullable Index tableRows,
            boolean inverse,
            int rows,
            int heads,
            int headSize) {
        on.matrix(
                "lxt_rope",
                rows,
                (long) heads * (headSize / 2),
                on.address(destination),
                on.address(x),
                on.address(cosines),
                on.address(sines),
                on.addressOrNone(tableRows),
                inverse ? 1 : 0,
                rows,
                heads,
                headSize);
    }

    @Override
    public void softmax(Buffer destination, Buffer scores, Band band, int rows, int columns) {
        if (rows > 0 && columns > 0) {
            on.launch(
                    "lxt_softmax",
                    Grid.blocks(rows),
                    on.address(destination),
                    on.address(scores),
                    band.firstPosition(),
                    band.causal() ? 1 : 0,
                    band.window(),
                    rows,
                    columns);
        }
    }

    @Override
    public void softmaxGradient(Buffer destination, Buffer p, Buffer gp, int rows, int columns) {
        if (rows > 0 && columns > 0) {
            on.launch(
                    "lxt_softmax_gradient",
                    Grid.blocks(rows),
                    on.address(destination),
                    on.address(p),
                    on.address(gp),
                    rows,
                    columns);
        }
    }
}
