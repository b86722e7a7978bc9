// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops.element;

import java.util.Locale;
import org.lxt.tensor.BackwardPass;
import org.lxt.tensor.Gradient;
import org.lxt.tensor.Ledger;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.kernel.Activation;
import org.lxt.tensor.backend.kernel.ElementKernels;
import org.lxt.tensor.backend.kernel.Elementary;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.ops.shared.Booking;

/**
 * A function of each element by itself, {@code y = f(x)}, as a line of a table: its kernel, its ordinary derivative, and the
 * relevance that this absorbs. To add one, add a line; {@link Elementwise} does the rest.
 *
 * <table>
 * <caption>The functions</caption>
 * <tr><th>function</th><th>gradient</th><th>absorbs</th></tr>
 * <tr><td>an activation</td><td>{@code G f'(x)}</td><td>{@code sum(y G) - sum(x G f'(x))}</td></tr>
 * <tr><td>exp</td><td>{@code G y}</td><td>{@code sum(y G) - sum(x G y)}</td></tr>
 * <tr><td>log</td><td>{@code G / x}</td><td>{@code sum(y G) - sum(G)}</td></tr>
 * <tr><td>sqrt</td><td>{@code G / (2 y)}</td><td>{@code sum(y G) / 2}</td></tr>
 * <tr><td>power p</td><td>{@code G p x^(p - 1)}</td><td>{@code (1 - p) sum(y G)}</td></tr>
 * </table>
 *
 * @param name as in the ledger and in messages
 * @param kernel computes f
 * @param needs what the derivative is computed from
 * @param derivative computes {@code G f'}
 * @param absorbs books what the derivative absorbs
 */
public record ElementFunction(String name, Kernel kernel, Needs needs, Derivative derivative, Absorbs absorbs) {
    /** e to the x. */
    public static final ElementFunction EXP = new ElementFunction(
            "exp",
            elementary(Elementary.EXP),
            Needs.OUTPUT,
            (pass, gx, g, y) ->
                    pass.backend().elements().multiply(gx.buffer(), g.buffer(), y, pass.rows(g), g.rows(), g.columns()),
            Absorbs.DIFFERENCE);

    /** The natural logarithm. */
    public static final ElementFunction LOG = new ElementFunction(
            "log",
            elementary(Elementary.LOG),
            Needs.INPUT,
            (pass, gx, g, x) ->
                    pass.backend().elements().divide(gx.buffer(), g.buffer(), x, pass.rows(g), g.rows(), g.columns()),
            (pass, gx, g, x, y) -> {
                Booking.relevance(Ledger.Cause.ORDINARY, 1, g, y, pass);
                pass.book(
                        Ledger.Cause.ORDINARY,
                        g.map(),
                        -1,
                        out -> pass.backend().reductions().sum(out, g.buffer(), g.rows(), g.columns(), 1));
            });

    /** The square root. */
    public static final ElementFunction SQRT = new ElementFunction(
            "sqrt",
            elementary(Elementary.SQRT),
            Needs.OUTPUT,
            (pass, gx, g, y) -> {
                pass.backend().elements().divide(gx.buffer(), g.buffer(), y, pass.rows(g), g.rows(), g.columns());
                pass.backend().elements().scale(gx.buffer(), gx.buffer(), 0.5, (long) g.rows() * g.columns());
            },
            Absorbs.share(0.5));

    /** What the derivative is computed from. */
    public enum Needs {
        /** x. */
        INPUT,
        /** y. */
        OUTPUT
    }

    /** {@code y = f(x)}. */
    @FunctionalInterface
    public interface Kernel {
        /** Computes {@code size} elements. */
        void run(ElementKernels kernels, Buffer y, Buffer x, long size);
    }

    /** {@code gx = G f'}. */
    @FunctionalInterface
    public interface Derivative {
        /**
         * Computes the gradient that is sent.
         *
         * @param gx has the rows of g
         * @param needed all of x, or all of y, as the function {@linkplain Needs needs} it
         */
        void run(BackwardPass pass, Gradient gx, Gradient g, Buffer needed);
    }

    /** {@code sum(y G) - sum(x gx)} for each row, in a form that does not cancel where there is one. */
    @FunctionalInterface
    public interface Absorbs {
        /** As it stands. */
        Absorbs DIFFERENCE = (pass, gx, g, x, y) -> Booking.difference(g, y, gx, x, pass);

        /** A share of the output's relevance. */
        static Absorbs share(double factor) {
            return (pass, gx, g, x, y) -> Booking.relevance(Ledger.Cause.ORDINARY, factor, g, y, pass);
        }

        /** Books it. */
        void book(BackwardPass pass, Gradient gx, Gradient g, Tensor x, Tensor y);
    }

    /** An activation. */
    public static ElementFunction activation(Activation f) {
        return new ElementFunction(
                f.name().toLowerCase(Locale.ROOT),
                (kernels, y, x, size) -> kernels.activation(f, y, x, size),
                Needs.INPUT,
                (pass, gx, g, x) -> pass.backend()
                        .elements()
                        .activationGradient(f, gx.buffer(), g.buffer(), x, pass.rows(g), g.rows(), g.columns()),
                Absorbs.DIFFERENCE);
    }

    /** {@code x^exponent}, the exponent a finite number. */
    public static ElementFunction power(double exponent) {
        if (!Double.isFinite(exponent)) {
            throw new IllegalArgumentException("power: a tensor cannot be raised to the power " + exponent);
        }
        return new ElementFunction(
                "power",
                (kernels, y, x, size) -> kernels.power(y, x, exponent, size),
                Needs.INPUT,
                (pass, gx, g, x) -> powerDerivative(exponent, pass, gx, g, x),
                Absorbs.share(1 - exponent));
    }

    private static void powerDerivative(double exponent, BackwardPass pass, Gradient gx, Gradient g, Buffer x) {
        Backend backend = pass.backend();
        long size = (long) g.rows() * g.columns();
        if (exponent == 0) {
            // by the formula 0 times infinity, where x is 0
            backend.fill(gx.buffer(), 0, size);
            return;
        }
        backend.movement().gatherRows(gx.buffer(), x, pass.rows(g), g.columns());
        backend.elements().power(gx.buffer(), gx.buffer(), exponent - 1, size);
        backend.elements().multiply(gx.buffer(), gx.buffer(), g.buffer(), null, g.rows(), g.columns());
        backend.elements().scale(gx.buffer(), gx.buffer(), exponent, size);
    }

    private static Kernel elementary(Elementary f) {
        return (kernels, y, x, size) -> kernels.elementary(f, y, x, size);
    }
}
