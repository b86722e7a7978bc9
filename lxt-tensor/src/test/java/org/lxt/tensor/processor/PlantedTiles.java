// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.processor;

/** Tiles with a mistake that a check must find. */
public record PlantedTiles(Mistake mistake) implements TileProduct {
    private static final int ROWS = 3;
    private static final int COLUMNS = 4;

    /** What is wrong with a kernel. */
    public enum Mistake {
        NONE,
        LEAVES_OUT_THE_LAST_STEP,
        STARTS_FROM_ZERO,
        ROUNDS_TWICE,
        IGNORES_THE_STEP_BETWEEN_TILES,
        WRITES_AFTER_THE_LAST_TILE,
        FORGETS_THE_LAST_ROW
    }

    @Override
    public int rows() {
        return ROWS;
    }

    @Override
    public int columns() {
        return COLUMNS;
    }

    @Override
    public void run(int rows, int depth, float[] a, int aAt, int aStep, float[] b, int bAt, float[] c, int cAt) {
        int step = mistake == Mistake.IGNORES_THE_STEP_BETWEEN_TILES ? depth * ROWS : aStep;
        int steps = mistake == Mistake.LEAVES_OUT_THE_LAST_STEP ? depth - 1 : depth;
        for (int r = 0; r < (mistake == Mistake.FORGETS_THE_LAST_ROW ? rows - 1 : rows); r++) {
            for (int j = 0; j < COLUMNS; j++) {
                float sum = mistake == Mistake.STARTS_FROM_ZERO ? 0 : c[cAt + r * COLUMNS + j];
                for (int k = 0; k < steps; k++) {
                    float left = a[aAt + r / ROWS * step + k * ROWS + r % ROWS];
                    float right = b[bAt + k * COLUMNS + j];
                    sum = mistake == Mistake.ROUNDS_TWICE ? left * right + sum : Math.fma(left, right, sum);
                }
                c[cAt + r * COLUMNS + j] = sum;
            }
        }
        if (mistake == Mistake.WRITES_AFTER_THE_LAST_TILE) {
            c[cAt + (rows + ROWS - 1) / ROWS * ROWS * COLUMNS] = 0;
        }
    }
}
