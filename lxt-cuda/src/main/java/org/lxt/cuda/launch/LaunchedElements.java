// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.launch;

import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.kernel.Activation;
import org.lxt.tensor.backend.kernel.ElementKernels;
import org.lxt.tensor.backend.kernel.Elementary;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.Index;

/** The kernels that go element by element. */
record LaunchedElements(Launching on) implements ElementKernels {
    @Override
    public void add(Buffer destination, Buffer a, Buffer b, long size) {
        on.run("lxt_add", size, on.address(destination), on.address(a), on.address(b));
    }

    @Override
    public void scale(Buffer destination, Buffer a, double factor, long size) {
        on.run("lxt_scale", size, on.address(destination), on.address(a), Launcher.bits(factor));
    }

    @Override
    public void activation(Activation f, Buffer destination, Buffer x, long size) {
        on.run("lxt_activation", size, code(f), on.address(destination), on.address(x));
    }

    @Override
    public void inverseRoot(Buffer destination, Buffer x, double factor, double epsilon, long size) {
        on.run(
                "lxt_inverse_root",
                size,
                on.address(destination),
                on.address(x),
                Launcher.bits(factor),
                Launcher.bits(epsilon));
    }

    @Override
    public void multiply(Buffer destination, Buffer a, Buffer b, @Nullable Index bRows, int rows, int columns) {
        on.mapped("lxt_multiply", destination, a, b, bRows, rows, columns);
    }

    @Override
    public void activationGradient(
            Activation f, Buffer destination, Buffer g, Buffer x, @Nullable Index xRows, int rows, int columns) {
        on.matrix(
                "lxt_activation_gradient",
                rows,
                columns,
                code(f),
                on.address(destination),
                on.address(g),
                on.address(x),
                on.addressOrNone(xRows),
                rows,
                columns);
    }

    @Override
    public void secantGradient(
            Buffer destination,
            Buffer g,
            Buffer x,
            Buffer y,
            @Nullable Index xRows,
            double epsilon,
            int rows,
            int columns) {
        on.matrix(
                "lxt_secant_gradient",
                rows,
                columns,
                on.address(destination),
                on.address(g),
                on.address(x),
                on.address(y),
                on.addressOrNone(xRows),
                Launcher.bits(epsilon),
                rows,
                columns);
    }

    @Override
    public void divide(Buffer destination, Buffer a, Buffer b, @Nullable Index bRows, int rows, int columns) {
        on.mapped("lxt_divide", destination, a, b, bRows, rows, columns);
    }

    @Override
    public void elementary(Elementary f, Buffer destination, Buffer x, long size) {
        String kernel = switch (f) {
            case EXP -> "lxt_exp";
            case LOG -> "lxt_log";
            case SQRT -> "lxt_sqrt";
        };
        on.run(kernel, size, on.address(destination), on.address(x));
    }

    @Override
    public void power(Buffer destination, Buffer x, double exponent, long size) {
        on.run("lxt_power", size, on.address(destination), on.address(x), Double.doubleToRawLongBits(exponent));
    }

    /** The number by which the kernels know an activation. */
    private static int code(Activation f) {
        return switch (f) {
            case SILU -> 0;
            case GELU -> 1;
            case GELU_TANH -> 2;
            case RELU -> 3;
            case TANH -> 4;
            case SIGMOID -> 5;
        };
    }
}
