// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.launch;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.kernel.AttentionPlan;
import org.lxt.tensor.backend.kernel.ScoreTable;
import org.lxt.tensor.backend.memory.Buffer;

/**
 * Score function, tables and sinks of a plan as the kernels read them (the struct {@code Scores}), after the numbers of the
 * plan's tiles in one array. Addresses are two numbers each, the low one first.
 */
final class ScoreNumbers {
    private static final int FIRST_TABLE = 5;
    private static final int TABLE = 8;

    private final boolean arePlain;
    private final int at;
    private final int[] values;

    ScoreNumbers(AttentionPlan plan, int[] before, ToLongFunction<Buffer> addresses) {
        this.arePlain = plan.isPlain();
        this.at = before.length;
        this.values = arePlain ? before : with(plan, before, addresses);
    }

    private static int[] with(AttentionPlan plan, int[] before, ToLongFunction<Buffer> addresses) {
        List<ScoreTable> tables = plan.tables();
        int[] own = new int[FIRST_TABLE + TABLE * tables.size()];
        own[0] = plan.score().isCapped() ? 1 : 0;
        own[1] = Float.floatToRawIntBits((float) plan.score().cap());
        own[2] = tables.size();
        put(own, 3, plan.sinks(), addresses);
        int[][] buckets = new int[tables.size()][];
        int end = own.length;
        for (int i = 0; i < tables.size(); i++) {
            ScoreTable table = tables.get(i);
            int first = FIRST_TABLE + TABLE * i;
            put(own, first, table.values(), addresses);
            put(own, first + 2, table.gradient(), addresses);
            own[first + 4] = switch (table.rows()) {
                case SHARED -> 0;
                case QUERY -> 1;
                case KEY -> 2;
            };
            own[first + 5] = table.buckets();
            own[first + 6] = table.middle();
            own[first + 7] = end;
            buckets[i] = table.bucketOf();
            end += buckets[i].length;
        }
        int[] all = Arrays.copyOf(before, before.length + end);
        int next = before.length;
        System.arraycopy(own, 0, all, next, own.length);
        next += own.length;
        for (int[] some : buckets) {
            System.arraycopy(some, 0, all, next, some.length);
            next += some.length;
        }
        return all;
    }

    private static void put(int[] numbers, int at, @Nullable Buffer buffer, ToLongFunction<Buffer> addresses) {
        long address = buffer == null ? 0 : addresses.applyAsLong(buffer);
        numbers[at] = (int) address;
        numbers[at + 1] = (int) (address >>> Integer.SIZE);
    }

    /** Whether there is nothing of the kind. */
    boolean arePlain() {
        return arePlain;
    }

    /** All numbers, those of the tiles first. */
    int[] values() {
        return values;
    }

    /** Where the first of these is. */
    int at() {
        return at;
    }
}
