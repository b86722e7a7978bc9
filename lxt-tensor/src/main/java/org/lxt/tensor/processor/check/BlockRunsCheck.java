// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.processor.check;

import java.lang.foreign.Arena;
import java.util.Optional;
import org.lxt.tensor.processor.BlockRuns;
import org.lxt.tensor.processor.StridedRows;
import org.lxt.tensor.weight.Encoding;

/** Compares blocks that are widened with plain loops, to the bit: whole ones, and each way in which a run begins or ends within one. */
final class BlockRunsCheck {
    private static final int ROWS = 3;
    private static final int BLOCKS = 3;

    private final BlockRuns runs;
    private final Arena arena;

    private BlockRunsCheck(BlockRuns runs, Arena arena) {
        this.runs = runs;
        this.arena = arena;
    }

    /** What is wrong with it where elements are stored in blocks of an encoding that it reads, in words that follow a name. */
    static Optional<String> problem(BlockRuns runs, Encoding encoding) {
        try (Arena arena = Arena.ofConfined()) {
            return new BlockRunsCheck(runs, arena).problem(encoding);
        }
    }

    private Optional<String> problem(Encoding encoding) {
        int block = encoding.blockElements();
        CheckedMatrix w = new CheckedMatrix(arena, encoding, ROWS, BLOCKS * block);
        for (int first = 0; first <= block; first += BlockRuns.UNIT) {
            for (int end : new int[] {first + BlockRuns.UNIT, 2 * block - first, 2 * block, BLOCKS * block - first}) {
                if (end > first && !isRight(w, first, end - first)) {
                    return Optional.of("widened elements " + first + " to " + end + " of " + encoding + " wrongly");
                }
            }
        }
        return Optional.empty();
    }

    private boolean isRight(CheckedMatrix w, int first, int n) {
        CheckedMatrix y = CheckedMatrix.untouched(arena, ROWS + 1, n);
        runs.widen(w.encoding, new StridedRows(w.s, w.at, w.step), ROWS, first, n, new StridedRows(y.s, y.at, y.step));
        y.read();
        for (int r = 0; r < ROWS; r++) {
            for (int i = 0; i < n; i++) {
                if (!same(y.element(r, i), w.element(r, first + i))) {
                    return false;
                }
            }
        }
        return y.isUntouchedBut(ROWS);
    }

    /** What is not a number has many bits, and all are the same to what follows. */
    private static boolean same(float a, float b) {
        return Float.floatToIntBits(a) == Float.floatToIntBits(b);
    }
}
