// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.hardware;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** The vectors all kernels use, and what they do at the end of a row that is not a whole number of vectors. */
public final class Lanes {
    /** Wider than 512 bits no machine has been seen; the lane tree and the transposes know up to 16 lanes. */
    public static final VectorSpecies<Float> F =
            FloatVector.SPECIES_PREFERRED.length() > 16 ? FloatVector.SPECIES_512 : FloatVector.SPECIES_PREFERRED;

    /** Floats of a vector. */
    public static final int LENGTH = F.length();

    /** Bytes of a vector. */
    public static final int BYTES = 4 * LENGTH;

    /** As many integers as {@link #F} has floats. */
    public static final VectorSpecies<Integer> I = VectorSpecies.of(int.class, F.vectorShape());

    /** As many 16-bit lanes as {@link #F} has lanes. */
    public static final VectorSpecies<Short> HALF =
            VectorSpecies.of(short.class, VectorShape.forBitSize(F.vectorBitSize() / 2));

    /** The only order there is: other machines are refused by the provider. */
    public static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    /** A float in memory, aligned or not. */
    public static final ValueLayout.OfFloat FLOAT = ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ORDER);
    /** An int in memory, aligned or not. */
    public static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ORDER);
    /** A short in memory, aligned or not. */
    public static final ValueLayout.OfShort SHORT = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ORDER);
    /** A double in memory, aligned or not. */
    public static final ValueLayout.OfDouble DOUBLE = ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ORDER);

    private static final VectorShuffle<Float> ROTATE_8 = VectorShuffle.iota(F, 8 % LENGTH, 1, true);
    private static final VectorShuffle<Float> ROTATE_4 = VectorShuffle.iota(F, 4 % LENGTH, 1, true);
    private static final VectorShuffle<Float> ROTATE_2 = VectorShuffle.iota(F, 2, 1, true);
    private static final VectorShuffle<Float> ROTATE_1 = VectorShuffle.iota(F, 1, 1, true);

    private Lanes() {}

    // Asking a segment whether it is native is how the compiler learns its class. Inside of the JDK, where the segments
    // of all
    // programs are read, it sees arrays, files and memory come by, and leaves calls in every step. So each method below
    // asks
    // for itself, and is for one class of segments.
    private static IllegalArgumentException noArray() {
        return new IllegalArgumentException("kernels read and write native memory, not arrays");
    }

    /**
     * A constant. Kept in a static field it costs the compiler a quarter of what it costs in the code, and the compiler stops
     * inlining when it has had enough.
     */
    public static FloatVector broadcast(float value) {
        return FloatVector.broadcast(F, value);
    }

    /** The vector at a byte position of a buffer. */
    public static FloatVector load(MemorySegment segment, long at) {
        if (!segment.isNative()) {
            throw noArray();
        }
        return FloatVector.fromMemorySegment(F, segment, at, ORDER);
    }

    /** The same of a weight: those of files are segments of another class. */
    public static FloatVector loadWeight(MemorySegment segment, long at) {
        if (!segment.isNative()) {
            throw noArray();
        }
        return FloatVector.fromMemorySegment(F, segment, at, ORDER);
    }

    /** Stores a vector at a byte position of a buffer. */
    public static void store(FloatVector vector, MemorySegment segment, long at) {
        if (!segment.isNative()) {
            throw noArray();
        }
        vector.intoMemorySegment(segment, at, ORDER);
    }

    /**
     * The first {@code count} lanes from memory, the others 0. Rows end with this so that an element's value is the same
     * wherever in a vector it comes to lie.
     */
    public static FloatVector loadTail(MemorySegment segment, long at, int count) {
        float[] lanes = new float[LENGTH];
        MemorySegment.copy(segment, FLOAT, at, lanes, 0, count);
        return FloatVector.fromArray(F, lanes, 0);
    }

    /** Stores the first {@code count} lanes. */
    public static void storeTail(FloatVector vector, MemorySegment segment, long at, int count) {
        float[] lanes = new float[LENGTH];
        vector.intoArray(lanes, 0);
        MemorySegment.copy(lanes, 0, segment, FLOAT, at, count);
    }

    /**
     * The sum of the lanes, by halves. {@code reduceLanes} leaves the order open: compiled and interpreted code may
     * differ.
     */
    public static float sum(FloatVector vector) {
        FloatVector v = vector;
        if (LENGTH > 8) {
            v = v.add(v.rearrange(ROTATE_8));
        }
        if (LENGTH > 4) {
            v = v.add(v.rearrange(ROTATE_4));
        }
        v = v.add(v.rearrange(ROTATE_2));
        v = v.add(v.rearrange(ROTATE_1));
        return v.lane(0);
    }
}
