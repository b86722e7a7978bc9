// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.block;

import org.lxt.tensor.weight.BlockTables;
import org.lxt.tensor.weight.Encoding;

/** What four bits stand for, as bytes. */
final class Tables {
    private Tables() {}

    static int[] of(Encoding encoding) {
        float[] table = BlockTables.of(encoding);
        int[] bytes = new int[table.length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (int) table[i];
        }
        return bytes;
    }
}
