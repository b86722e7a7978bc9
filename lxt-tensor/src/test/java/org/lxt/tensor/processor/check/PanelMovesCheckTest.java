// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.processor.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lxt.tensor.processor.PanelMoves;
import org.lxt.tensor.processor.StridedRows;
import org.lxt.tensor.weight.Encoding;

/** Mistakes that moves may have are found before they are used. */
class PanelMovesCheckTest {
    /** What is wrong with them. */
    enum Mistake {
        NONE,
        DECODES_WITHOUT_THE_SIGN,
        IGNORES_THE_STEP_BETWEEN_RUNS,
        IGNORES_THE_STEP_OF_THE_RESULT,
        LEAVES_OUT_THE_LAST_STEP,
        LEAVES_OUT_THE_LAST_COLUMN,
        WRITES_BEFORE_THE_FIRST,
        FILLS_EACH_PANEL_WITH_THE_FIRST,
        READS_A_RESULT_THAT_IS_NOT_ASKED_FOR,
        ROUNDS_TWICE,
        STORES_ONE_COLUMN_TOO_MANY
    }

    private record Moves(Mistake mistake) implements PanelMoves {
        private boolean has(Mistake other) {
            return mistake == other;
        }

        @Override
        public boolean reads(Encoding encoding) {
            return encoding == Encoding.F32 || encoding == Encoding.BF16;
        }

        private float element(Encoding encoding, MemorySegment s, long at) {
            float value = encoding == Encoding.F32
                    ? s.get(ValueLayout.JAVA_FLOAT_UNALIGNED, at)
                    : Float.intBitsToFloat(s.get(ValueLayout.JAVA_SHORT_UNALIGNED, at) << 16);
            return has(Mistake.DECODES_WITHOUT_THE_SIGN) ? Math.abs(value) : value;
        }

        private long step(long given, Encoding encoding, int n) {
            return has(Mistake.IGNORES_THE_STEP_BETWEEN_RUNS) ? (long) n * encoding.bytes() : given;
        }

        @Override
        public void turn(Encoding encoding, StridedRows from, int runs, int depth, float[] d, int dAt, int dStep) {
            long step = step(from.step(), encoding, depth);
            int to = has(Mistake.IGNORES_THE_STEP_OF_THE_RESULT) ? runs : dStep;
            for (int k = 0; k < (has(Mistake.LEAVES_OUT_THE_LAST_STEP) ? depth - 1 : depth); k++) {
                for (int r = 0; r < runs; r++) {
                    d[dAt + k * to + r] =
                            element(encoding, from.segment(), from.at() + r * step + (long) k * encoding.bytes());
                }
            }
            before(d, dAt);
        }

        private void before(float[] d, int dAt) {
            if (has(Mistake.WRITES_BEFORE_THE_FIRST)) {
                d[dAt - 1] = 0;
            }
        }

        @Override
        public void copy(Encoding encoding, StridedRows from, int rows, int n, float[] d, int dAt, int dStep) {
            long step = step(from.step(), encoding, n);
            int to = has(Mistake.IGNORES_THE_STEP_OF_THE_RESULT) ? n : dStep;
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < (has(Mistake.LEAVES_OUT_THE_LAST_COLUMN) ? n - 1 : n); j++) {
                    d[dAt + i * to + j] =
                            element(encoding, from.segment(), from.at() + i * step + (long) j * encoding.bytes());
                }
            }
            before(d, dAt);
        }

        @Override
        public void copyPanels(Encoding encoding, StridedRows from, int rows, int panels, int width, float[][] d) {
            for (int p = 0; p < panels; p++) {
                int first = has(Mistake.FILLS_EACH_PANEL_WITH_THE_FIRST) ? 0 : p;
                StridedRows columns = from.plus((long) first * width * encoding.bytes());
                copy(encoding, columns, rows, width, d[p], 0, width);
            }
        }

        @Override
        public void store(
                float[] tile, int first, int step, int rows, int columns, StridedRows c, float alpha, float beta) {
            int end = has(Mistake.STORES_ONE_COLUMN_TOO_MANY) ? columns + 1 : columns;
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < end; j++) {
                    long to = c.row(i) + 4L * j;
                    float value = tile[Math.min(first + i * step + j, tile.length - 1)];
                    boolean reads = beta != 0 || has(Mistake.READS_A_RESULT_THAT_IS_NOT_ASKED_FOR);
                    float before = reads ? c.segment().get(ValueLayout.JAVA_FLOAT_UNALIGNED, to) : 0;
                    float old = beta == 0 ? before : beta * before;
                    float merged = has(Mistake.ROUNDS_TWICE) ? alpha * value + old : Math.fma(value, alpha, old);
                    c.segment().set(ValueLayout.JAVA_FLOAT_UNALIGNED, to, merged);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMistakeIsFound(Mistake mistake) {
        assertThat(PanelMovesCheck.problem(new Moves(mistake)).isEmpty()).isEqualTo(mistake == Mistake.NONE);
    }
}
