package org.lxt.cuda.launch;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.kernel.Activation;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.kernel.Elementary;
import org.lxt.tensor.backend.memory.Index;

/** The kernels of runs of elements, and how all of them are launched. */
abstract class LaunchedElements implements Backend {
    private final Launcher launcher;

    LaunchedElements(Launcher launcher) {
        this.launcher = launcher;
    }

    /** The device's address of a buffer's first element, a multiple of 16. */
    protected abstract long address(Buffer buffer);

    /** The device's address of an index's first number. */
    protected abstract long address(Index index);

    /** The address of a row map; none is 0. */
    final long addressOrNone(@Nullable Index index) {
        return index == null ? 0 : address(index);
    }

    final void launch(String kernel, Grid grid, long... arguments) {
        launcher.launch(kernel, grid, arguments);
    }

    /** Launches a kernel of a run of elements, whose last parameter is their number. */
    private void run(String kernel, long size, long... arguments) {
        if (size > 0) {
            long[] all = Arrays.copyOf(arguments, arguments.length + 1);
            all[arguments.length] = size;
            launch(kernel, Grid.elements(size), all);
        }
    }

    @Override
    public final void fill(Buffer destination, double value, long size) {
        run("lxt_fill", size, address(destination), Launcher.bits(value));
    }

    @Override
    public final void add(Buffer destination, Buffer a, Buffer b, long size) {
        run("lxt_add", size, address(destination), address(a), address(b));
    }

    @Override
    public final void scale(Buffer destination, Buffer a, double factor, long size) {
        run("lxt_scale", size, address(destination), address(a), Launcher.bits(factor));
    }

    @Override
    public final void activation(Activation f, Buffer destination, Buffer x, long size) {
        run("lxt_activation", size, code(f), address(destination), address(x));
    }

    @Override
    public final void inverseRoot(Buffer destination, Buffer x, double factor, double epsilon, long size) {
        run(
                "lxt_inverse_root",
                size,
                address(destination),
                address(x),
                Launcher.bits(factor),
                Launcher.bits(epsilon));
    }

    @Override
    public final void elementary(Elementary f, Buffer destination, Buffer x, long size) {
        String kernel =
                switch (f) {
                    case EXP -> "lxt_exp";
                    case LOG -> "lxt_log";
                    case SQRT -> "lxt_sqrt";
                };
        run(kernel, size, address(destination), address(x));
    }

    @Override
    public final void power(Buffer destination, Buffer x, double exponent, long size) {
        run("lxt_power", size, address(destination), address(x), Double.doubleToRawLongBits(exponent));
    }

    /** The number by which the kernels know an activation. */
    static int code(Activation f) {
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
