// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lxt.tensor.processor.BlockRuns;
import org.lxt.tensor.processor.StridedRows;
import org.lxt.tensor.weight.BlockValues;
import org.lxt.tensor.weight.Encoding;

/** Mistakes that a kernel may have are found before it is used. */
class BlockRunsCheckTest {
    /** What is wrong with a kernel. */
    enum Mistake {
        NONE,
        BEGINS_WITH_THE_BLOCK,
        ENDS_BEFORE_THE_LAST_UNIT,
        WRITES_WHOLE_BLOCKS,
        WRITES_BEFORE_THE_FIRST_UNIT,
        FORGETS_THE_LAST_ROW,
        IGNORES_THE_STEP_BETWEEN_ROWS,
        IGNORES_THE_STEP_OF_THE_RESULT,
        BEGINS_WITH_THE_SEGMENT,
        TAKES_THE_SCALES_OF_THE_FIRST_BLOCK,
        TURNS_SIGNS_OF_ONE_UNIT,
        ROUNDS_TO_BF16
    }

    private record Runs(Mistake mistake) implements BlockRuns {
        @Override
        public boolean reads(Encoding encoding) {
            return encoding.isBlocked();
        }

        @Override
        public void widen(Encoding encoding, StridedRows from, int rows, int first, int n, StridedRows to) {
            int size = encoding.blockElements();
            long step = mistake == Mistake.IGNORES_THE_STEP_BETWEEN_ROWS ? encoding.bytes(3L * size) : from.step();
            long toStep = mistake == Mistake.IGNORES_THE_STEP_OF_THE_RESULT ? 4L * n : to.step();
            for (int r = 0; r < (mistake == Mistake.FORGETS_THE_LAST_ROW ? rows - 1 : rows); r++) {
                long row = (mistake == Mistake.BEGINS_WITH_THE_SEGMENT ? 0 : from.at()) + r * step;
                row(encoding, from.segment(), row, first, n, to.segment(), to.at() + r * toStep);
            }
        }

        private void row(Encoding encoding, MemorySegment s, long row, int first, int n, MemorySegment to, long toAt) {
            int size = encoding.blockElements();
            int begin = mistake == Mistake.BEGINS_WITH_THE_BLOCK ? first / size * size : first;
            int end = begin + (mistake == Mistake.ENDS_BEFORE_THE_LAST_UNIT ? n - UNIT : n);
            if (mistake == Mistake.WRITES_WHOLE_BLOCKS) {
                end = (end + size - 1) / size * size;
            }
            int before = mistake == Mistake.WRITES_BEFORE_THE_FIRST_UNIT && begin > 0 ? 1 : 0;
            float[] block = new float[size];
            for (int i = begin - before; i < end; i++) {
                decode(encoding, s, row, i / size, block);
                long at = toAt + 4L * (i - begin);
                if (at >= 0 && at + 4 <= to.byteSize()) {
                    to.set(ValueLayout.JAVA_FLOAT_UNALIGNED, at, wrong(block[i % size], i));
                }
            }
        }

        private void decode(Encoding encoding, MemorySegment s, long row, int number, float[] block) {
            int bytes = encoding.blockBytes();
            if (mistake != Mistake.TAKES_THE_SCALES_OF_THE_FIRST_BLOCK) {
                BlockValues.decode(encoding, s, row + (long) number * bytes, block);
                return;
            }
            byte[] own = s.asSlice(row + (long) number * bytes, bytes).toArray(ValueLayout.JAVA_BYTE);
            MemorySegment.copy(s, ValueLayout.JAVA_BYTE, row, own, 0, 2);
            BlockValues.decode(encoding, MemorySegment.ofArray(own), 0, block);
        }

        private float wrong(float value, int element) {
            return switch (mistake) {
                case TURNS_SIGNS_OF_ONE_UNIT -> element / UNIT == 3 ? -value : value;
                case ROUNDS_TO_BF16 -> Float.intBitsToFloat(Float.floatToRawIntBits(value) & 0xffff0000);
                default -> value;
            };
        }
    }

    @ParameterizedTest
    @EnumSource
    void mistakesAreFound(Mistake mistake) {
        for (Encoding encoding : new Encoding[] {Encoding.Q4_K, Encoding.Q8_0}) {
            boolean cannotBe = encoding == Encoding.Q8_0
                    && (mistake == Mistake.BEGINS_WITH_THE_BLOCK
                            || mistake == Mistake.WRITES_WHOLE_BLOCKS
                            || mistake == Mistake.TURNS_SIGNS_OF_ONE_UNIT);
            Optional<String> problem = KernelChecks.problem(new Runs(mistake), encoding);
            if (mistake == Mistake.NONE || cannotBe) {
                assertThat(problem).isEmpty();
            } else {
                assertThat(problem.orElseThrow())
                        .startsWith("widened elements")
                        .contains("of " + encoding + " wrongly");
            }
        }
    }

    /** Whatever of it is no number. */
    @ParameterizedTest
    @EnumSource(
            names = {"F64", "F32", "F16", "BF16"},
            mode = EnumSource.Mode.EXCLUDE)
    void whatIsRightIsFoundRight(Encoding encoding) {
        assertThat(KernelChecks.problem(new Runs(Mistake.NONE), encoding)).isEmpty();
    }
}
