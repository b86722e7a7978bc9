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

    /** {@code signed = y / ((1 + half) |y| + half magnitude + stabilizer)}, {@code factors = |signed|}. */
    public static void factors(
            MemorySegment factors,
            MemorySegment signed,
            MemorySegment y,
            MemorySegment magnitude,
            long at,
            float half,
            float stabilizer,
            int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            long p = at + 4L * i;
            FloatVector quotient = quotient(load(y, p), load(magnitude, p), half, stabilizer);
            store(quotient, signed, p);
            store(quotient.abs(), factors, p);
        }
        if (i < n) {
            long p = at + 4L * i;
            int left = n - i;
            FloatVector quotient = quotient(loadTail(y, p, left), loadTail(magnitude, p, left), half, stabilizer);
            storeTail(quotient, signed, p, left);
            storeTail(quotient.abs(), factors, p, left);
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
            MemorySegment v,
            MemorySegment x,
            long xAt,
            float half,
            float epsilon,
            int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            long at = 4L * i;
            store(gradient(load(u, dAt + at), load(v, dAt + at), load(x, xAt + at), half, epsilon), d, dAt + at);
        }
        if (i < n) {
            long at = 4L * i;
            int left = n - i;
            FloatVector tail = gradient(
                    loadTail(u, dAt + at, left),
                    loadTail(v, dAt + at, left),
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
