// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.pack;

import static org.lxt.tensor.vector.hardware.Lanes.DOUBLE;
import static org.lxt.tensor.vector.hardware.Lanes.FLOAT;
import static org.lxt.tensor.vector.hardware.Lanes.HALF;
import static org.lxt.tensor.vector.hardware.Lanes.I;
import static org.lxt.tensor.vector.hardware.Lanes.INT;
import static org.lxt.tensor.vector.hardware.Lanes.LENGTH;
import static org.lxt.tensor.vector.hardware.Lanes.ORDER;
import static org.lxt.tensor.vector.hardware.Lanes.SHORT;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.ShortVector;
import jdk.incubator.vector.VectorOperators;
import org.lxt.tensor.vector.block.BlockReader;
import org.lxt.tensor.weight.Encoding;

/** Turns runs of stored elements into float32. */
public final class Decoder {
    private Decoder() {}

    /** Decodes {@code n} neighbours from byte {@code at} on. */
    static void run(Encoding encoding, MemorySegment s, long at, float[] d, int dAt, int n) {
        switch (encoding) {
            case F32 -> MemorySegment.copy(s, FLOAT, at, d, dAt, n);
            case BF16 -> bf16(s, at, d, dAt, n);
            case F16 -> f16(s, at, d, dAt, n);
            case F64 -> {
                double[] stored = doubles(s, at, n);
                for (int i = 0; i < n; i++) {
                    d[dAt + i] = (float) stored[i];
                }
            }
            default -> throw blocked(encoding);
        }
    }

    private static double[] doubles(MemorySegment s, long at, int n) {
        double[] stored = new double[n];
        MemorySegment.copy(s, DOUBLE, at, stored, 0, n);
        return stored;
    }

    /**
     * Writes the bits of {@code n} neighbours, as float32, to {@code d[dAt ..]}.
     *
     * @param first number of the first one, counted from the start of the segment
     */
    public static void elements(Encoding encoding, MemorySegment s, long first, int n, int[] d, int dAt) {
        if (encoding.isBlocked()) {
            BlockReader.bits(encoding, s, first, n, d, dAt);
        } else {
            bits(encoding, s, first * encoding.bytes(), d, dAt, n);
        }
    }

    /** As {@link #run}, to the bits of the floats. */
    static void bits(Encoding encoding, MemorySegment s, long at, int[] d, int dAt, int n) {
        switch (encoding) {
            case F32 -> MemorySegment.copy(s, INT, at, d, dAt, n);
            case BF16 -> bf16Bits(s, at, d, dAt, n);
            case F16 -> f16Bits(s, at, d, dAt, n);
            case F64 -> {
                double[] stored = doubles(s, at, n);
                for (int i = 0; i < n; i++) {
                    d[dAt + i] = Float.floatToRawIntBits((float) stored[i]);
                }
            }
            default -> throw blocked(encoding);
        }
    }

    /** Decodes the element at a byte position. */
    public static float element(Encoding encoding, MemorySegment s, long at) {
        return switch (encoding) {
            case F32 -> s.get(FLOAT, at);
            case BF16 -> Float.intBitsToFloat(s.get(SHORT, at) << 16);
            case F16 -> Float.float16ToFloat(s.get(SHORT, at));
            case F64 -> (float) s.get(DOUBLE, at);
            default -> throw blocked(encoding);
        };
    }

    private static IllegalArgumentException blocked(Encoding encoding) {
        return new IllegalArgumentException(encoding + " is read in blocks");
    }

    /** Decodes a row of a matrix, stored as a run or not. */
    public static void row(Operand w, int row, float[] d) {
        if (w.encoding().isBlocked()) {
            int[] bits = new int[w.columns()];
            if (w.columnStride() == 1) {
                BlockReader.bits(w.encoding(), w.segment(), w.index(row, 0), bits.length, bits, 0);
            } else {
                for (int i = 0; i < bits.length; i++) {
                    BlockReader.bits(w.encoding(), w.segment(), w.index(row, i), 1, bits, i);
                }
            }
            for (int i = 0; i < bits.length; i++) {
                d[i] = Float.intBitsToFloat(bits[i]);
            }
        } else if (w.columnStride() == 1) {
            run(w.encoding(), w.segment(), w.at(row, 0), d, 0, w.columns());
        } else {
            for (int i = 0; i < w.columns(); i++) {
                d[i] = element(w.encoding(), w.segment(), w.at(row, i));
            }
        }
    }

    /** A vector of bfloat16 elements: upper halves of float32. */
    public static FloatVector loadBf16(MemorySegment s, long at) {
        return loadBits(s, at).lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats();
    }

    /**
     * A vector of binary16 elements. Exponent and fraction moved into place give the value divided by 2 to the 112th,
     * subnormal numbers included; only infinity and NaN need their exponent set.
     */
    static FloatVector loadF16(MemorySegment s, long at) {
        IntVector bits = loadBits(s, at);
        IntVector magnitude = bits.and(0x7fff).lanewise(VectorOperators.LSHL, 13);
        IntVector scaled = magnitude.reinterpretAsFloats().mul(0x1p112f).reinterpretAsInts();
        IntVector special = magnitude.or(0x7f800000);
        IntVector value = scaled.blend(special, magnitude.compare(VectorOperators.GE, 0x0f800000));
        return value.or(bits.and(0x8000).lanewise(VectorOperators.LSHL, 16)).reinterpretAsFloats();
    }

    /** A vector of bfloat16 elements from an array. */
    static FloatVector fromBf16(short[] s, int at) {
        ShortVector stored = ShortVector.fromArray(HALF, s, at);
        IntVector bits = (IntVector) stored.convertShape(VectorOperators.ZERO_EXTEND_S2I, I, 0);
        return bits.lanewise(VectorOperators.LSHL, 16).reinterpretAsFloats();
    }

    private static IntVector loadBits(MemorySegment s, long at) {
        // how the compiler learns the segment's class, see Lanes
        if (!s.isNative()) {
            throw new IllegalArgumentException("kernels read native memory, not arrays");
        }
        ShortVector stored = ShortVector.fromMemorySegment(HALF, s, at, ORDER);
        return (IntVector) stored.convertShape(VectorOperators.ZERO_EXTEND_S2I, I, 0);
    }

    private static void bf16Bits(MemorySegment s, long at, int[] d, int dAt, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            loadBits(s, at + 2L * i).lanewise(VectorOperators.LSHL, 16).intoArray(d, dAt + i);
        }
        for (; i < n; i++) {
            d[dAt + i] = s.get(SHORT, at + 2L * i) << 16;
        }
    }

    private static void f16Bits(MemorySegment s, long at, int[] d, int dAt, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            loadF16(s, at + 2L * i).reinterpretAsInts().intoArray(d, dAt + i);
        }
        for (; i < n; i++) {
            d[dAt + i] = Float.floatToRawIntBits(Float.float16ToFloat(s.get(SHORT, at + 2L * i)));
        }
    }

    private static void bf16(MemorySegment s, long at, float[] d, int dAt, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            loadBf16(s, at + 2L * i).intoArray(d, dAt + i);
        }
        for (; i < n; i++) {
            d[dAt + i] = Float.intBitsToFloat(s.get(SHORT, at + 2L * i) << 16);
        }
    }

    private static void f16(MemorySegment s, long at, float[] d, int dAt, int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            loadF16(s, at + 2L * i).intoArray(d, dAt + i);
        }
        for (; i < n; i++) {
            d[dAt + i] = Float.float16ToFloat(s.get(SHORT, at + 2L * i));
        }
    }
}
