package org.lxt.cuda.launch;

import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.kernel.Activation;
import org.lxt.tensor.backend.kernel.Band;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.Index;

/** All mandatory kernels but products with matrices; memory, weights and products are left to a device. */
public abstract class LaunchedBackend extends LaunchedReductions {
    /** Launches by a launcher. */
    protected LaunchedBackend(Launcher launcher) {
        super(launcher);
    }

    @Override
    public final void multiply(Buffer destination, Buffer a, Buffer b, @Nullable Index bRows, int rows, int columns) {
        mapped("lxt_multiply", destination, a, b, bRows, rows, columns);
    }

    @Override
    public final void divide(Buffer destination, Buffer a, Buffer b, @Nullable Index bRows, int rows, int columns) {
        mapped("lxt_divide", destination, a, b, bRows, rows, columns);
    }

    @Override
    public final void scaleRows(
            Buffer destination, Buffer a, Buffer factors, @Nullable Index factorRows, int rows, int columns) {
        mapped("lxt_scale_rows", destination, a, factors, factorRows, rows, columns);
    }

    private void mapped(
            String kernel, Buffer destination, Buffer a, Buffer b, @Nullable Index bRows, int rows, int columns) {
        matrix(
                kernel,
                rows,
                columns,
                address(destination),
                address(a),
                address(b),
                addressOrNone(bRows),
                rows,
                columns);
    }

    @Override
    public final void activationGradient(
            Activation f, Buffer destination, Buffer g, Buffer x, @Nullable Index xRows, int rows, int columns) {
        matrix(
                "lxt_activation_gradient",
                rows,
                columns,
                code(f),
                address(destination),
                address(g),
                address(x),
                addressOrNone(xRows),
                rows,
                columns);
    }

    @Override
    public final void secantGradient(
            Buffer destination,
            Buffer g,
            Buffer x,
            Buffer y,
            @Nullable Index xRows,
            double epsilon,
            int rows,
            int columns) {
        matrix(
                "lxt_secant_gradient",
                rows,
                columns,
                address(destination),
                address(g),
                address(x),
                address(y),
                addressOrNone(xRows),
                Launcher.bits(epsilon),
                rows,
                columns);
    }

    @Override
    public final void addVector(Buffer destination, Buffer a, Buffer vector, int rows, int columns) {
        matrix("lxt_add_vector", rows, columns, address(destination), address(a), address(vector), rows, columns);
    }

    @Override
    public final void multiplyVector(
            Buffer destination, Buffer a, Buffer vector, double offset, int rows, int columns) {
        matrix(
                "lxt_multiply_vector",
                rows,
                columns,
                address(destination),
                address(a),
                address(vector),
                Launcher.bits(offset),
                rows,
                columns);
    }

    @Override
    public final void rowDot(Buffer destination, Buffer a, Buffer b, @Nullable Index bRows, int rows, int columns) {
        if (rows > 0) {
            launch(
                    "lxt_row_dot",
                    Grid.blocks(rows),
                    address(destination),
                    address(a),
                    address(b),
                    addressOrNone(bRows),
                    rows,
                    columns);
        }
    }

    @Override
    public final void rope(
            Buffer destination,
            Buffer x,
            Buffer cosines,
            Buffer sines,
            @Nullable Index tableRows,
            boolean inverse,
            int rows,
            int heads,
            int headSize) {
        matrix(
                "lxt_rope",
                rows,
                (long) heads * (headSize / 2),
                address(destination),
                address(x),
                address(cosines),
                address(sines),
                addressOrNone(tableRows),
                inverse ? 1 : 0,
                rows,
                heads,
                headSize);
    }

    @Override
    public final void softmax(Buffer destination, Buffer scores, Band band, int rows, int columns) {
        if (rows > 0 && columns > 0) {
            launch(
                    "lxt_softmax",
                    Grid.blocks(rows),
                    address(destination),
                    address(scores),
                    band.firstPosition(),
                    band.causal() ? 1 : 0,
                    band.window(),
                    rows,
                    columns);
        }
    }

    @Override
    public final void softmaxGradient(Buffer destination, Buffer p, Buffer gp, int rows, int columns) {
        if (rows > 0 && columns > 0) {
            launch(
                    "lxt_softmax_gradient",
                    Grid.blocks(rows),
                    address(destination),
                    address(p),
                    address(gp),
                    rows,
                    columns);
        }
    }
}
