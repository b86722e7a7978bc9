// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lxt.tensor.backend.Availability;
import org.lxt.tensor.processor.OfferedKernels;
import org.lxt.tensor.processor.RowProducts;
import org.lxt.tensor.processor.choice.KernelChoice;
import org.lxt.tensor.weight.Encoding;

/** Mistakes that a kernel may have are found before it is used. */
class RowProductsCheckTest {
    private static final int LANES = 4;

    /** What is wrong with a kernel. */
    enum Mistake {
        NONE,
        ADDS_LANES_IN_TURN,
        ROUNDS_TWICE,
        LEAVES_OUT_WHAT_FILLS_NO_VECTOR,
        IGNORES_THE_STEP_BETWEEN_ROWS,
        FORGETS_THE_LAST_ROW,
        FORGETS_THE_LAST_OUTPUT,
        WRITES_AFTER_THE_LAST_OUTPUT,
        ADDS_TO_WHAT_THERE_IS,
        READS_BF16_AS_F16,
        FORGETS_MINIMUMS,
        TURNS_HALVES_OF_BYTES_ROUND,
        LEAVES_OUT_PARTS_OF_BLOCKS,
        BEGINS_WITH_THE_SEGMENT,
        SUMS_BACKWARDS
    }

    private record Product(Mistake mistake) implements RowProducts {
        @Override
        public boolean reads(Encoding encoding) {
            return encoding == Encoding.F32 || encoding == Encoding.BF16 || encoding == Encoding.Q4_1;
        }

        @Override
        public int mostRows() {
            return 8;
        }

        @Override
        public int lanes() {
            return LANES;
        }

        private float element(Encoding encoding, MemorySegment w, long row, int k) {
            if (encoding == Encoding.Q4_1) {
                return ofBlock(w, row + (long) k / 32 * 20, k % 32);
            }
            long at = row + (long) k * encoding.bytes();
            if (encoding == Encoding.F32) {
                return w.get(ValueLayout.JAVA_FLOAT_UNALIGNED, at);
            }
            short bits = w.get(ValueLayout.JAVA_SHORT_UNALIGNED, at);
            return mistake == Mistake.READS_BF16_AS_F16 ? Float.float16ToFloat(bits) : Float.intBitsToFloat(bits << 16);
        }

        private float ofBlock(MemorySegment w, long at, int element) {
            boolean turned = mistake == Mistake.TURNS_HALVES_OF_BYTES_ROUND;
            int both = w.get(ValueLayout.JAVA_BYTE, at + 4 + element % 16) & 0xff;
            int q = element < 16 == turned ? both >> 4 : both & 15;
            float scale = Float.float16ToFloat(w.get(ValueLayout.JAVA_SHORT_UNALIGNED, at));
            float minimum = Float.float16ToFloat(w.get(ValueLayout.JAVA_SHORT_UNALIGNED, at + 2));
            return mistake == Mistake.FORGETS_MINIMUMS ? scale * q : scale * q + minimum;
        }

        private long start(long at, Encoding encoding) {
            return encoding == Encoding.Q4_1 && mistake == Mistake.BEGINS_WITH_THE_SEGMENT ? 0 : at;
        }

        /** Elements of a row that are multiplied. */
        private int taken(Encoding encoding, int n) {
            return encoding == Encoding.Q4_1 && mistake == Mistake.LEAVES_OUT_PARTS_OF_BLOCKS ? n - n % 32 : n;
        }

        private float add(float a, float b, float sum) {
            return mistake == Mistake.ROUNDS_TWICE ? a * b + sum : Math.fma(a, b, sum);
        }

        private long step(long given, Encoding encoding, int n) {
            return mistake == Mistake.IGNORES_THE_STEP_BETWEEN_ROWS
                    ? (long) n / encoding.blockElements() * encoding.blockBytes()
                    : given;
        }

        private int rows(int rows) {
            return mistake == Mistake.FORGETS_THE_LAST_ROW ? rows - 1 : rows;
        }

        private void put(MemorySegment y, long at, int outputs, int index, float value) {
            if (mistake == Mistake.FORGETS_THE_LAST_OUTPUT && index == outputs - 1) {
                return;
            }
            boolean adds = mistake == Mistake.ADDS_TO_WHAT_THERE_IS;
            float before = adds ? y.get(ValueLayout.JAVA_FLOAT_UNALIGNED, at) : 0;
            y.set(ValueLayout.JAVA_FLOAT_UNALIGNED, at, adds ? value + before : value);
            if (mistake == Mistake.WRITES_AFTER_THE_LAST_OUTPUT && index == outputs - 1) {
                y.set(ValueLayout.JAVA_FLOAT_UNALIGNED, at + 4, value);
            }
        }

        @Override
        public void dots(
                Encoding encoding,
                MemorySegment w,
                long wAt,
                long wRowBytes,
                int outputs,
                MemorySegment x,
                long xAt,
                long xRowBytes,
                int rows,
                int n,
                MemorySegment y,
                long yAt,
                long yRowBytes) {
            long step = step(wRowBytes, encoding, n);
            int whole = n - n % LANES;
            for (int r = 0; r < rows(rows); r++) {
                for (int o = 0; o < outputs; o++) {
                    float[] sums = new float[LANES];
                    for (int k = 0; k < whole; k++) {
                        float a = x.get(ValueLayout.JAVA_FLOAT_UNALIGNED, xAt + r * xRowBytes + 4L * k);
                        float b = element(encoding, w, start(wAt, encoding) + o * step, k);
                        sums[k % LANES] = add(a, b, sums[k % LANES]);
                    }
                    float sum = mistake == Mistake.ADDS_LANES_IN_TURN
                            ? sums[0] + sums[1] + sums[2] + sums[3]
                            : (sums[0] + sums[2]) + (sums[1] + sums[3]);
                    int end = mistake == Mistake.LEAVES_OUT_WHAT_FILLS_NO_VECTOR ? whole : taken(encoding, n);
                    for (int k = whole; k < end; k++) {
                        float a = x.get(ValueLayout.JAVA_FLOAT_UNALIGNED, xAt + r * xRowBytes + 4L * k);
                        sum = add(a, element(encoding, w, start(wAt, encoding) + o * step, k), sum);
                    }
                    put(y, yAt + r * yRowBytes + 4L * o, outputs, o, sum);
                }
            }
        }

        @Override
        public void sums(
                Encoding encoding,
                MemorySegment w,
                long wAt,
                long wRowBytes,
                int steps,
                MemorySegment x,
                long xAt,
                long xRowBytes,
                int rows,
                int n,
                MemorySegment y,
                long yAt,
                long yRowBytes) {
            long step = step(wRowBytes, encoding, n);
            for (int r = 0; r < rows(rows); r++) {
                for (int k = 0; k < n; k++) {
                    float sum = 0;
                    for (int i = 0; i < steps; i++) {
                        int o = mistake == Mistake.SUMS_BACKWARDS ? steps - 1 - i : i;
                        float a = x.get(ValueLayout.JAVA_FLOAT_UNALIGNED, xAt + r * xRowBytes + 4L * o);
                        sum = add(a, element(encoding, w, start(wAt, encoding) + o * step, k), sum);
                    }
                    put(y, yAt + r * yRowBytes + 4L * k, n, k, sum);
                }
            }
        }
    }

    private static final class Wrong extends OfferedKernels<RowProducts> {
        Wrong() {
            super(RowProducts.class, new Product(Mistake.ADDS_LANES_IN_TURN));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMistakeIsFound(Mistake mistake) {
        assertThat(RowProductsCheck.problem(new Product(mistake)).isEmpty()).isEqualTo(mistake == Mistake.NONE);
    }

    @Test
    void kernelsThatComputeWronglyAreSwitchedOff() {
        assertThat(KernelChoice.examine(new Wrong()))
                .isEqualTo(
                        Availability.no("switched off, since they computed a product of 1 rows with 5 x 67 elements of"
                                + " F32 wrongly"));
    }
}
