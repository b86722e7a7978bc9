// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.host;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.lxt.cuda.launch.EncodedMatrix;
import org.lxt.cuda.launch.Launcher;
import org.lxt.cuda.launch.WeightLaunches;
import org.lxt.tensor.weight.Encoding;

/** The kernels that widen and narrow numbers, on arrays. */
final class Encodings {
    private final WeightLaunches launches;

    Encodings(Launcher launcher) {
        this.launches = new WeightLaunches(launcher);
    }

    /** Launches each of them. */
    static void all(Launcher launcher) {
        Encodings encodings = new Encodings(launcher);
        for (Encoding encoding : new Encoding[] {Encoding.F16, Encoding.BF16}) {
            encodings.widened(encodings.narrowed(new float[] {1, 2, 3}, encoding), encoding, false);
        }
    }

    /** 16-bit numbers as floats. */
    float[] widened(short[] bits, Encoding encoding, boolean magnitude) {
        MemorySegment stored = Arena.ofAuto().allocate(2L * bits.length + 1);
        MemorySegment.copy(bits, 0, stored, ValueLayout.JAVA_SHORT_UNALIGNED, 0, bits.length);
        GuardedMemory memory = GuardedMemory.of(stored);
        GuardedMemory result = new GuardedMemory(bits.length, Float.BYTES);
        EncodedMatrix row = new EncodedMatrix(memory.address(), encoding, 1, bits.length, bits.length, 1);
        launches.widen(result.address(), row, 0, 1, magnitude);
        result.check();
        float[] values = new float[bits.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = result.get(i);
        }
        return values;
    }

    /** Floats as 16-bit numbers. */
    short[] narrowed(float[] values, Encoding encoding) {
        GuardedMemory source = new GuardedMemory(values.length, Float.BYTES);
        for (int i = 0; i < values.length; i++) {
            source.set(i, values[i]);
        }
        GuardedMemory result = new GuardedMemory(values.length, Short.BYTES);
        launches.narrow(result.address(), source.address(), encoding, values.length);
        result.check();
        short[] bits = new short[values.length];
        for (int i = 0; i < bits.length; i++) {
            bits[i] = result.bits16(i);
        }
        return bits;
    }
}
