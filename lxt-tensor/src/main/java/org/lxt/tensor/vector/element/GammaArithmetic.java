// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.element;

import static org.lxt.tensor.vector.hardware.Lanes.F;
import static org.lxt.tensor.vector.hardware.Lanes.LENGTH;
import static org.lxt.tensor.vector.hardware.Lanes.load;
import static org.lxt.tensor.vector.hardware.Lanes.loadTail;
import static org.lxt.tensor.vector.hardware.Lanes.store;
import static org.lxt.tensor.vector.hardware.Lanes.storeTail;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** What the gamma rule computes from one element of each operand, on runs of {@code n} elements. */
public final class GammaArithmetic {
    private GammaArithmetic() {}

    /** {@code destination = y / ((1 + half) |y| + half magnitude + stabilizer)}. */
    public static void factor(
            MemorySegment d,
            long dAt,
            MemorySegment y,
            long yAt,
            MemorySegment magnitude,
            long magnitudeAt,
            float half,
            float stabilizer,
            int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            long at = 4L * i;
            store(quotient(load(y, yAt + at), load(magnitude, magnitudeAt + at), half, stabilizer), d, dAt + at);
        }
        if (i < n) {
            long at = 4L * i;
            int left = n - i;
            FloatVector tail = loadTail(magnitude, magnitudeAt + at, left);
            storeTail(quotient(loadTail(y, yAt + at, left), tail, half, stabilizer), d, dAt + at, left);
        }
    }

    /** {@code destination = |a|}. */
    public static void magnitude(MemorySegment d, long dAt, MemorySegment a, long aAt, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            long at = 4L * i;
            store(load(a, aAt + at).abs(), d, dAt + at);
        }
        if (i < n) {
            long at = 4L * i;
            storeTail(loadTail(a, aAt + at, n - i).abs(), d, dAt + at, n - i);
        }
    }

    private static FloatVector quotient(FloatVector y, FloatVector magnitude, float half, float stabilizer) {
        return y.div(y.abs().mul(1 + half).add(magnitude.mul(half)).add(stabilizer));
    }

    /** {@code d = ((1 + half) x u + half |x| v) / (x + sign(x) epsilon)}. */
    public static void gradient(
            MemorySegment d,
            long dAt,
            MemorySegment u,
            long uAt,
            MemorySegment v,
            long vAt,
            MemorySegment x,
            long xAt,
            float half,
            float epsilon,
            int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            long at = 4L * i;
            store(gradient(load(u, uAt + at), load(v, vAt + at), load(x, xAt + at), half, epsilon), d, dAt + at);
        }
        if (i < n) {
            long at = 4L * i;
            int left = n - i;
            FloatVector tail = gradient(
                    loadTail(u, uAt + at, left),
                    loadTail(v, vAt + at, left),
                    loadTail(x, xAt + at, left),
                    half,
                    epsilon);
            storeTail(tail, d, dAt + at, left);
        }
    }

    private static FloatVector gradient(FloatVector u, FloatVector v, FloatVector x, float half, float epsilon) {
        FloatVector shift = FloatVector.broadcast(F, epsilon);
        FloatVector stabilized = x.add(shift.blend(-epsilon, x.compare(VectorOperators.LT, 0)));
        return x.mul(u).mul(1 + half).add(x.abs().mul(v).mul(half)).div(stabilized);
    }
}
