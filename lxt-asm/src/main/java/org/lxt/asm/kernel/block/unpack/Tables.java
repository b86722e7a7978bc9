// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.block.unpack;

import org.lxt.tensor.weight.BlockTables;
import org.lxt.tensor.weight.Encoding;

/** What four bits stand for before they are scaled. */
final class Tables {
    private static final int SIZE = 16;

    /** What Q4_0 has for 0. */
    private static final int LEAST = -8;

    private Tables() {}

    static float[] floats(Encoding encoding) {
        return switch (encoding) {
            case Q4_0 -> counted(LEAST);
            case Q4_1, Q4_K, U4_ZERO -> counted(0);
            default -> BlockTables.of(encoding);
        };
    }

    private static float[] counted(int least) {
        float[] table = new float[SIZE];
        for (int i = 0; i < SIZE; i++) {
            table[i] = least + i;
        }
        return table;
    }

    /** As bytes, of those that are integers. */
    static int[] bytes(Encoding encoding) {
        float[] table = floats(encoding);
        int[] bytes = new int[table.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (int) table[i];
        }
        return bytes;
    }
}
