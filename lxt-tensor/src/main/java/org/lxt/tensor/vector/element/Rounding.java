// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.element;

import static org.lxt.tensor.vector.hardware.Lanes.F;
import static org.lxt.tensor.vector.hardware.Lanes.FLOAT;
import static org.lxt.tensor.vector.hardware.Lanes.LENGTH;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import org.lxt.tensor.vector.hardware.Lanes;
import org.lxt.tensor.weight.Bfloat16;

/** Rounds floats to those that bfloat16 has, as {@link Bfloat16#round} does. */
public final class Rounding {
    private static final IntVector ONE = IntVector.broadcast(Lanes.I, 1);
    private static final IntVector HALF = IntVector.broadcast(Lanes.I, 0x7fff);
    private static final IntVector UPPER = IntVector.broadcast(Lanes.I, 0xffff0000);
    private static final IntVector MAGNITUDE = IntVector.broadcast(Lanes.I, 0x7fffffff);
    private static final IntVector INFINITE = IntVector.broadcast(Lanes.I, 0x7f800000);
    private static final IntVector QUIET = IntVector.broadcast(Lanes.I, 0x00400000);

    private Rounding() {}

    /** Rounds {@code size} elements of {@code d} from {@code at} on. */
    public static void inPlace(float[] d, int at, int size) {
        int i = 0;
        for (; i <= size - LENGTH; i += LENGTH) {
            rounded(FloatVector.fromArray(F, d, at + i)).intoArray(d, at + i);
        }
        for (; i < size; i++) {
            d[at + i] = Bfloat16.value(Bfloat16.round(d[at + i]));
        }
    }

    /** Rounds {@code n} floats from byte {@code at} on into another segment. */
    public static void run(MemorySegment to, long toAt, MemorySegment from, long at, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            Lanes.store(rounded(Lanes.load(from, at + 4L * i)), to, toAt + 4L * i);
        }
        for (; i < n; i++) {
            to.set(FLOAT, toAt + 4L * i, Bfloat16.value(Bfloat16.round(from.get(FLOAT, at + 4L * i))));
        }
    }

    private static FloatVector rounded(FloatVector values) {
        IntVector bits = values.reinterpretAsInts();
        IntVector last = bits.lanewise(VectorOperators.LSHR, 16).and(ONE);
        IntVector nearest = bits.add(HALF).add(last);
        IntVector kept = nearest.blend(bits.or(QUIET), bits.and(MAGNITUDE).compare(VectorOperators.GT, INFINITE));
        return kept.and(UPPER).reinterpretAsFloats();
    }
}
