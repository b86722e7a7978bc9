// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.attention;

import org.lxt.tensor.backend.kernel.AttentionPlan;
import org.lxt.tensor.host.HostBuffer;
import org.lxt.tensor.vector.pack.Operand;
import org.lxt.tensor.weight.Encoding;

/** Where the heads of a plan lie in its buffers. */
record AttentionHeads(AttentionPlan plan) {
    /** Rows and dimensions of a query head in a buffer as wide as q. */
    Operand query(HostBuffer buffer, int rows, int head) {
        return of(buffer, rows, head, plan.heads());
    }

    /** Rows of a buffer as wide as q, and the dimensions of all query heads that share a key head. */
    Operand queries(HostBuffer buffer, int rows, int keyHead) {
        int size = plan.headSize();
        long offset = (long) keyHead * group() * size;
        return new Operand(buffer.segment(), Encoding.F32, offset, rows, group() * size, (long) plan.heads() * size, 1);
    }

    /** Rows and dimensions of a key or value head in a buffer as wide as k. */
    Operand key(HostBuffer buffer, int rows, int head) {
        return of(buffer, rows, head, plan.keyValueHeads());
    }

    private Operand of(HostBuffer buffer, int rows, int head, int heads) {
        int size = plan.headSize();
        return new Operand(buffer.segment(), Encoding.F32, (long) head * size, rows, size, (long) heads * size, 1);
    }

    /** Query heads that share a key head. */
    int group() {
        return plan.heads() / plan.keyValueHeads();
    }

    /** One past the last row of k that a block sees. */
    int keyRows() {
        int end = 0;
        for (AttentionPlan.Block block : plan.blocks()) {
            end = Math.max(end, block.keyRow() + block.keys());
        }
        return end;
    }

    /** One past the last row of q that a block has. */
    int queryRows() {
        int end = 0;
        for (AttentionPlan.Block block : plan.blocks()) {
            end = Math.max(end, block.queryRow() + block.queries());
        }
        return end;
    }
}
