// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.backend.kernel;

/**
 * Which columns of a block of attention scores are visible: row {@code i}, the query at {@code firstPosition + i}, sees
 * key {@code j} when {@code position - window < j} and, if causal, {@code j <= position}, or otherwise {@code j < position +
 * window}.
 *
 * @param firstPosition position of the block's first query in its sequence
 * @param causal whether later keys are hidden
 * @param window how many keys a query sees at most on its left, itself counted, and on its right where later keys are not
 *     hidden; {@link #UNLIMITED} for all
 */
public record Band(int firstPosition, boolean causal, int window) {
    /** No window. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    /** First visible column of a row of the block. */
    public int from(int row) {
        return window == UNLIMITED ? 0 : Math.max(0, firstPosition + row - window + 1);
    }

    /** One past the last visible column of a row of the block that has {@code columns} keys. */
    public int to(int row, int columns) {
        int reach = causal ? 1 : window;
        return reach == UNLIMITED ? columns : (int) Math.min(columns, (long) firstPosition + row + reach);
    }
}
