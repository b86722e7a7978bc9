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

/** Arithmetic on runs of {@code n} elements, each from a byte position on. */
public final class Arithmetic {
    private Arithmetic() {}

    /** {@code destination = a + b}. */
    public static void add(MemorySegment d, long dAt, MemorySegment a, long aAt, MemorySegment b, long bAt, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            long at = 4L * i;
            store(load(a, aAt + at).add(load(b, bAt + at)), d, dAt + at);
        }
        if (i < n) {
            long at = 4L * i;
            int left = n - i;
            storeTail(loadTail(a, aAt + at, left).add(loadTail(b, bAt + at, left)), d, dAt + at, left);
        }
    }

    /** {@code destination = a * b}. */
    public static void multiply(
            MemorySegment d, long dAt, MemorySegment a, long aAt, MemorySegment b, long bAt, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            long at = 4L * i;
            store(load(a, aAt + at).mul(load(b, bAt + at)), d, dAt + at);
        }
        if (i < n) {
            long at = 4L * i;
            int left = n - i;
            storeTail(loadTail(a, aAt + at, left).mul(loadTail(b, bAt + at, left)), d, dAt + at, left);
        }
    }

    /** {@code destination = a / b}. */
    public static void divide(MemorySegment d, long dAt, MemorySegment a, long aAt, MemorySegment b, long bAt, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            long at = 4L * i;
            store(load(a, aAt + at).div(load(b, bAt + at)), d, dAt + at);
        }
        if (i < n) {
            long at = 4L * i;
            int left = n - i;
            storeTail(loadTail(a, aAt + at, left).div(loadTail(b, bAt + at, left)), d, dAt + at, left);
        }
    }

    /** {@code destination = a * (b + offset)}. */
    public static void multiplyShifted(
            MemorySegment d, long dAt, MemorySegment a, long aAt, MemorySegment b, long bAt, float offset, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            long at = 4L * i;
            store(load(a, aAt + at).mul(load(b, bAt + at).add(offset)), d, dAt + at);
        }
        if (i < n) {
            long at = 4L * i;
            int left = n - i;
            storeTail(
                    loadTail(a, aAt + at, left).mul(loadTail(b, bAt + at, left).add(offset)), d, dAt + at, left);
        }
    }

    /** {@code destination = factor * a}. */
    public static void scale(MemorySegment d, long dAt, MemorySegment a, long aAt, float factor, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            long at = 4L * i;
            store(load(a, aAt + at).mul(factor), d, dAt + at);
        }
        if (i < n) {
            long at = 4L * i;
            int left = n - i;
            storeTail(loadTail(a, aAt + at, left).mul(factor), d, dAt + at, left);
        }
    }

    /** {@code destination = a * (b - centre)}. */
    public static void centred(
            MemorySegment d, long dAt, MemorySegment a, long aAt, MemorySegment b, long bAt, float centre, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            long at = 4L * i;
            store(load(b, bAt + at).sub(centre).mul(load(a, aAt + at)), d, dAt + at);
        }
        if (i < n) {
            long at = 4L * i;
            int left = n - i;
            storeTail(loadTail(b, bAt + at, left).sub(centre).mul(loadTail(a, aAt + at, left)), d, dAt + at, left);
        }
    }

    /** {@code destination = 1 / sqrt(factor * a + epsilon)}. */
    public static void inverseRoot(
            MemorySegment d, long dAt, MemorySegment a, long aAt, float factor, float epsilon, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            long at = 4L * i;
            store(
                    FloatVector.broadcast(F, 1)
                            .div(load(a, aAt + at).mul(factor).add(epsilon).sqrt()),
                    d,
                    dAt + at);
        }
        if (i < n) {
            long at = 4L * i;
            int left = n - i;
            storeTail(
                    FloatVector.broadcast(F, 1)
                            .div(loadTail(a, aAt + at, left)
                                    .mul(factor)
                                    .add(epsilon)
                                    .sqrt()),
                    d,
                    dAt + at,
                    left);
        }
    }

    /** {@code destination = g * (y / (x + epsilon))}. */
    public static void secant(
            MemorySegment d,
            long dAt,
            MemorySegment g,
            long gAt,
            MemorySegment x,
            long xAt,
            MemorySegment y,
            long yAt,
            float epsilon,
            int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            long at = 4L * i;
            store(load(y, yAt + at).div(load(x, xAt + at).add(epsilon)).mul(load(g, gAt + at)), d, dAt + at);
        }
        if (i < n) {
            long at = 4L * i;
            int left = n - i;
            storeTail(
                    loadTail(y, yAt + at, left)
                            .div(loadTail(x, xAt + at, left).add(epsilon))
                            .mul(loadTail(g, gAt + at, left)),
                    d,
                    dAt + at,
                    left);
        }
    }

    /** Sets every element. */
    public static void fill(MemorySegment d, long dAt, float value, int n) {
        for (int i = 0; i < n; i++) {
            d.set(FLOAT, dAt + 4L * i, value);
        }
    }
}
