package org.lxt.spi.rope;

import org.lxt.tensor.Shape;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.ops.attention.Rope;
import org.lxt.tensor.ops.attention.RopeTable;
import org.lxt.tensor.ops.move.Concat;
import org.lxt.tensor.ops.move.Reshape;
import org.lxt.tensor.ops.move.Slice;

/** Turns the heads of queries or keys by their rotary angles, whole or in their first part. */
public final class HeadRotation {
    private HeadRotation() {}

    /**
     * Turns as much of each head as the table has angles for, and leaves the rest.
     *
     * @param x {@code [rows, heads * headSize]}
     * @param table angles of the same rows
     * @return of the shape of x
     */
    public static Tensor apply(Tensor x, RopeTable table, int heads) {
        int headSize = x.columns() / heads;
        int rotated = 2 * table.cosines().columns();
        if (rotated == headSize) {
            return Rope.apply(x, table, heads);
        }
        Tensor byHead = Reshape.apply(x, Shape.of(Math.multiplyExact(x.rows(), heads), headSize));
        Tensor first = Reshape.apply(Slice.apply(byHead, 1, 0, rotated), Shape.of(x.rows(), heads * rotated));
        Tensor turned = Reshape.apply(Rope.apply(first, table, heads), Shape.of(byHead.rows(), rotated));
        Tensor rest = Slice.apply(byHead, 1, rotated, headSize - rotated);
        return Reshape.apply(Concat.apply(1, turned, rest), x.shape());
    }
}
