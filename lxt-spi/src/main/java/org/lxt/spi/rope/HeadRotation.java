// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.rope;

import static org.lxt.tensor.ops.Operations.concat;
import static org.lxt.tensor.ops.Operations.reshape;
import static org.lxt.tensor.ops.Operations.rope;
import static org.lxt.tensor.ops.Operations.slice;

import org.lxt.rules.Rules;
import org.lxt.tensor.Role;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.ops.attention.RopeTable;

/** Turns the heads of queries or keys by their rotary angles, whole or in their first part. */
public final class HeadRotation {
    private HeadRotation() {}

    /**
     * Turns as much of each head as the table has angles for, and leaves the rest.
     *
     * @param at site of the rotation, such as {@code layers.3.self_attn.q_rotation}
     * @param x {@code [rows, heads * headSize]}
     * @param table angles of the same rows
     * @return of the shape of x
     */
    public static Tensor apply(Rules rules, Site at, Tensor x, RopeTable table, int heads) {
        Site site = at.as(Role.POSITION);
        int headSize = x.columns() / heads;
        int rotated = 2 * table.cosines().columns();
        if (rotated == headSize) {
            return rules.value(site, rope(x, table, heads));
        }
        Tensor byHead = reshape(x, Shape.of(Math.multiplyExact(x.rows(), heads), headSize));
        Tensor first = reshape(slice(byHead, 1, 0, rotated), Shape.of(x.rows(), heads * rotated));
        Tensor turned = reshape(rules.value(site, rope(first, table, heads)), Shape.of(byHead.rows(), rotated));
        Tensor rest = slice(byHead, 1, rotated, headSize - rotated);
        return reshape(concat(1, turned, rest), x.shape());
    }
}
