// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.element;

import static org.lxt.tensor.vector.hardware.Lanes.F;
import static org.lxt.tensor.vector.hardware.Lanes.FLOAT;
import static org.lxt.tensor.vector.hardware.Lanes.LENGTH;
import static org.lxt.tensor.vector.hardware.Lanes.load;
import static org.lxt.tensor.vector.hardware.Lanes.loadTail;
import static org.lxt.tensor.vector.hardware.Lanes.store;
import static org.lxt.tensor.vector.hardware.Lanes.storeTail;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import org.lxt.tensor.backend.kernel.Elementary;

/** Runs of elementary functions and of powers, a loop for each as in {@link Activations}. */
public final class Elementaries {
    /** Whole exponents up to this are products: few enough that their roundings do not add up to much. */
    private static final int MOST_FACTORS = 8;

    private Elementaries() {}

    /** {@code n} elements from byte {@code dAt} and {@code xAt} on. */
    public static void run(Elementary f, MemorySegment d, long dAt, MemorySegment x, long xAt, int n) {
        switch (f) {
            case EXP -> exp(d, dAt, x, xAt, n);
            case LOG -> log(d, dAt, x, xAt, n);
            case SQRT -> sqrt(d, dAt, x, xAt, n);
        }
    }

    private static void exp(MemorySegment d, long dAt, MemorySegment x, long xAt, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            store(Exponential.exp(load(x, xAt + 4L * i)), d, dAt + 4L * i);
        }
        if (i < n) {
            storeTail(Exponential.exp(loadTail(x, xAt + 4L * i, n - i)), d, dAt + 4L * i, n - i);
        }
    }

    private static void log(MemorySegment d, long dAt, MemorySegment x, long xAt, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            store(Logarithm.log(load(x, xAt + 4L * i)), d, dAt + 4L * i);
        }
        if (i < n) {
            storeTail(Logarithm.log(loadTail(x, xAt + 4L * i, n - i)), d, dAt + 4L * i, n - i);
        }
    }

    private static void sqrt(MemorySegment d, long dAt, MemorySegment x, long xAt, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            store(load(x, xAt + 4L * i).sqrt(), d, dAt + 4L * i);
        }
        if (i < n) {
            storeTail(loadTail(x, xAt + 4L * i, n - i).sqrt(), d, dAt + 4L * i, n - i);
        }
    }

    /** Whether a power is a product of few factors. */
    public static boolean isProduct(double exponent) {
        return Math.rint(exponent) == exponent && Math.abs(exponent) <= MOST_FACTORS;
    }

    /** {@code destination = x^exponent}, one number after another. */
    public static void power(MemorySegment d, long dAt, MemorySegment x, long xAt, double exponent, int n) {
        float[] values = new float[n];
        MemorySegment.copy(x, FLOAT, xAt, values, 0, n);
        for (int i = 0; i < n; i++) {
            values[i] = (float) StrictMath.pow(values[i], exponent);
        }
        MemorySegment.copy(values, 0, d, FLOAT, dAt, n);
    }

    /** {@code destination = x^exponent} where that {@linkplain #isProduct is a product}. */
    public static void product(MemorySegment d, long dAt, MemorySegment x, long xAt, int exponent, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            store(product(load(x, xAt + 4L * i), exponent), d, dAt + 4L * i);
        }
        if (i < n) {
            storeTail(product(loadTail(x, xAt + 4L * i, n - i), exponent), d, dAt + 4L * i, n - i);
        }
    }

    /** By the bits of the exponent; no loop, in which vectors would be boxed. */
    private static FloatVector product(FloatVector x, int exponent) {
        int factors = Math.abs(exponent);
        FloatVector one = FloatVector.broadcast(F, 1);
        FloatVector square = x.mul(x);
        FloatVector fourth = square.mul(square);
        FloatVector p = (factors & 1) == 0 ? one : x;
        p = (factors & 2) == 0 ? p : p.mul(square);
        p = (factors & 4) == 0 ? p : p.mul(fourth);
        p = factors == 8 ? fourth.mul(fourth) : p;
        return exponent < 0 ? one.div(p) : p;
    }
}
