// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lxt.tensor.processor.Bf16Product;
import org.lxt.tensor.weight.Bfloat16;
import org.lxt.tensor.weight.Encoding;

class Bf16ProductCheckTest {
    private static final int ROWS = 3;
    private static final int COLUMNS = 4;

    /** What is wrong with a kernel. */
    enum Mistake {
        NONE,
        ROUNDS_TOWARDS_ZERO,
        ROUNDS_TIES_UP,
        DOES_NOT_ROUND_THE_LEFT_OPERAND,
        LEAVES_OUT_AN_ODD_LAST_STEP,
        EXCHANGES_THE_HALVES_OF_A_PAIR,
        STARTS_FROM_ZERO,
        ADDS_IN_BF16,
        IGNORES_THE_STEP_BETWEEN_TILES,
        WRITES_AFTER_THE_PANEL,
        FORGETS_THE_LAST_ROW
    }

    /** The plainest kernel, whose panels have a pair in each float, rows or columns side by side; or the same with a mistake. */
    private record Product(Mistake mistake) implements Bf16Product {
        @Override
        public int rows() {
            return ROWS;
        }

        @Override
        public int columns() {
            return COLUMNS;
        }

        @Override
        public int together() {
            return 2;
        }

        @Override
        public void packRows(
                Encoding e,
                MemorySegment s,
                long at,
                long rowBytes,
                long stepBytes,
                int rows,
                int depth,
                float[] d,
                int to) {
            boolean rounds = mistake != Mistake.DOES_NOT_ROUND_THE_LEFT_OPERAND;
            pack(e, s, at, rowBytes, stepBytes, rows, depth, d, to, ROWS, rounds);
        }

        @Override
        public void packColumns(
                Encoding e,
                MemorySegment s,
                long at,
                long stepBytes,
                long columnBytes,
                int depth,
                int columns,
                float[] d,
                int to) {
            pack(e, s, at, columnBytes, stepBytes, columns, depth, d, to, COLUMNS, true);
            if (mistake == Mistake.EXCHANGES_THE_HALVES_OF_A_PAIR) {
                d[to] = Float.intBitsToFloat(Integer.rotateLeft(Float.floatToRawIntBits(d[to]), 16));
            }
            if (mistake == Mistake.WRITES_AFTER_THE_PANEL) {
                d[to + (depth + 1) / 2 * COLUMNS] = 0;
            }
        }

        private void pack(
                Encoding e,
                MemorySegment s,
                long at,
                long runBytes,
                long stepBytes,
                int runs,
                int depth,
                float[] d,
                int to,
                int width,
                boolean rounds) {
            for (int k = 0; k < depth; k += 2) {
                for (int r = 0; r < runs; r++) {
                    int first = bits(element(e, s, at + r * runBytes + k * stepBytes), rounds);
                    boolean odd = k + 1 == depth;
                    int second = odd ? 0 : bits(element(e, s, at + r * runBytes + (k + 1) * stepBytes), rounds);
                    d[to + k / 2 * width + r] = Float.intBitsToFloat(second << 16 | first & 0xffff);
                }
            }
        }

        private short bits(float value, boolean rounds) {
            int bits = Float.floatToRawIntBits(value);
            if (mistake == Mistake.ROUNDS_TOWARDS_ZERO || !rounds) {
                return (short) (bits >>> 16);
            }
            return mistake == Mistake.ROUNDS_TIES_UP ? (short) (bits + 0x8000 >>> 16) : Bfloat16.round(value);
        }

        private static float element(Encoding e, MemorySegment s, long at) {
            return switch (e) {
                case F32 -> s.get(ValueLayout.JAVA_FLOAT_UNALIGNED, at);
                case F16 -> Float.float16ToFloat(s.get(ValueLayout.JAVA_SHORT_UNALIGNED, at));
                case BF16 -> Bfloat16.value(s.get(ValueLayout.JAVA_SHORT_UNALIGNED, at));
                case F64 -> (float) s.get(ValueLayout.JAVA_DOUBLE_UNALIGNED, at);
                default -> throw new IllegalArgumentException(e + " has no single elements");
            };
        }

        @Override
        public void run(int rows, int depth, float[] a, int aAt, int aStep, float[] b, int bAt, float[] c, int cAt) {
            int step = mistake == Mistake.IGNORES_THE_STEP_BETWEEN_TILES ? (depth + 1) / 2 * ROWS : aStep;
            int steps = mistake == Mistake.LEAVES_OUT_AN_ODD_LAST_STEP ? depth / 2 * 2 : depth;
            for (int r = 0; r < (mistake == Mistake.FORGETS_THE_LAST_ROW ? rows - 1 : rows); r++) {
                for (int j = 0; j < COLUMNS; j++) {
                    float sum = mistake == Mistake.STARTS_FROM_ZERO ? 0 : c[cAt + r * COLUMNS + j];
                    for (int k = 0; k < steps; k++) {
                        float left = half(a[aAt + r / ROWS * step + k / 2 * ROWS + r % ROWS], k);
                        sum += left * half(b[bAt + k / 2 * COLUMNS + j], k);
                        if (mistake == Mistake.ADDS_IN_BF16) {
                            sum = Bfloat16.value(Bfloat16.round(sum));
                        }
                    }
                    c[cAt + r * COLUMNS + j] = sum;
                }
            }
        }

        private static float half(float pair, int k) {
            int bits = Float.floatToRawIntBits(pair);
            return Bfloat16.value((short) (k % 2 == 0 ? bits : bits >>> 16));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMistakeIsFound(Mistake mistake) {
        assertThat(Bf16ProductCheck.problem(new Product(mistake)).isEmpty()).isEqualTo(mistake == Mistake.NONE);
    }
}
