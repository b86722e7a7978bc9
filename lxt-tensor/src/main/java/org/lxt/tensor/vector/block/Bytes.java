// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.block;

import static org.lxt.tensor.vector.hardware.Lanes.F;
import static org.lxt.tensor.vector.hardware.Lanes.I;
import static org.lxt.tensor.vector.hardware.Lanes.LENGTH;
import static org.lxt.tensor.vector.hardware.Lanes.ORDER;
import static org.lxt.tensor.vector.hardware.Lanes.SHORT;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** Bytes of blocks as vectors of integers, and what becomes of them. */
final class Bytes {
    /** As many bytes as a vector has lanes; there are no vectors of fewer than eight. */
    private static final VectorSpecies<Byte> B =
            VectorSpecies.of(byte.class, VectorShape.forBitSize(Math.max(64, 8 * LENGTH)));

    /** Whether vectors are wide enough for the kernels of this package. */
    static final boolean ARE_VECTORS = LENGTH >= 8;

    private Bytes() {}

    /** So many bytes as a vector has lanes, from 0 to 255. */
    static IntVector unsigned(MemorySegment s, long at) {
        if (!s.isNative()) {
            throw noArray();
        }
        ByteVector stored = ByteVector.fromMemorySegment(B, s, at, ORDER);
        return (IntVector) stored.convertShape(VectorOperators.ZERO_EXTEND_B2I, I, 0);
    }

    /** So many bytes as a vector has lanes, from -128 to 127. */
    static IntVector signed(MemorySegment s, long at) {
        if (!s.isNative()) {
            throw noArray();
        }
        ByteVector stored = ByteVector.fromMemorySegment(B, s, at, ORDER);
        return (IntVector) stored.convertShape(VectorOperators.B2I, I, 0);
    }

    /** Integers as floats. */
    static FloatVector floats(IntVector integers) {
        return (FloatVector) integers.convertShape(VectorOperators.I2F, F, 0);
    }

    /** Stores the bits of floats. */
    static void store(FloatVector floats, int[] d, int at) {
        floats.reinterpretAsInts().intoArray(d, at);
    }

    /** A binary16. */
    static float half(MemorySegment s, long at) {
        return Float.float16ToFloat(s.get(SHORT, at));
    }

    /** A byte from 0 to 255. */
    static int one(MemorySegment s, long at) {
        return s.get(ValueLayout.JAVA_BYTE, at) & 0xff;
    }

    private static IllegalArgumentException noArray() {
        return new IllegalArgumentException("kernels read native memory, not arrays");
    }
}
