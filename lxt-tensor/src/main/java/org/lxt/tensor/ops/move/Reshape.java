// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops.move;

import java.util.ArrayList;
import java.util.List;
import org.lxt.tensor.BackwardPass;
import org.lxt.tensor.Gradient;
import org.lxt.tensor.Nature;
import org.lxt.tensor.Operation;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.ops.shared.Moves;
import org.lxt.tensor.rows.RowMap;

/**
 * The same numbers in the same order under another shape: within a row, or with rows regrouped, as {@code [n k, d]} to
 * {@code [n, k d]} and back. Nothing is copied.
 *
 * <p>Gradient: G itself, in the rows that its numbers belong to; where such a row is not all in G the rest is 0. Absorbs
 * nothing.
 */
public final class Reshape extends Operation {
    private final Tensor x;

    private Reshape(Tensor x) {
        super("reshape", x);
        this.x = x;
    }

    /** The numbers of {@code x} under a shape of the same size. */
    public static Tensor apply(Tensor x, Shape shape) {
        if (shape.size() != x.size()) {
            throw new IllegalArgumentException("reshape: " + x.shape() + " cannot be read as " + shape);
        }
        return x.scope().recordAlias(new Reshape(x), shape, x);
    }

    @Override
    public Nature nature() {
        return Nature.LINEAR;
    }

    @Override
    public void backward(Gradient sparse, BackwardPass pass) {
        Gradient g = pass.dense(sparse);
        int from = g.columns();
        int to = x.columns();
        if (from == to) {
            pass.sendUnchanged(x, g);
            return;
        }
        List<RowMap.Segment> segments = new ArrayList<>();
        for (RowMap.Segment segment : g.map().segments()) {
            int first = Math.toIntExact((long) segment.firstRow() * from / to);
            long end = (long) (segment.firstRow() + segment.count()) * from;
            segments.add(new RowMap.Segment(segment.seed(), first, Math.toIntExact((end + to - 1) / to) - first));
        }
        RowMap map = RowMap.covering(segments);
        if ((long) map.size() * to == (long) g.rows() * from) {
            pass.sendAs(x, map, g);
        } else {
            pass.send(x, padded(g, map, pass));
        }
    }

    /** Puts the numbers between zeros, in blocks that neither kind of row cuts. */
    private Gradient padded(Gradient g, RowMap map, BackwardPass pass) {
        int from = g.columns();
        int to = x.columns();
        int block = greatestCommonDivisor(from, to);
        int perRow = from / block;
        int[] positions = new int[Math.multiplyExact(g.rows(), perRow)];
        int at = 0;
        for (RowMap.Segment segment : g.map().segments()) {
            long first = (long) segment.firstRow() * from;
            long row = first / to;
            long start = (long) map.positionOf(segment.seed(), (int) row) * to + first - row * to;
            for (int i = 0; i < segment.count() * perRow; i++) {
                positions[at++] = Math.toIntExact(start / block + i);
            }
        }
        Backend backend = pass.backend();
        Gradient gx = pass.create(map, to);
        backend.fill(gx.buffer(), 0, (long) map.size() * to);
        Moves.scatterAddRows(backend, gx.buffer(), positions, g.buffer(), block);
        return gx;
    }

    private static int greatestCommonDivisor(int a, int b) {
        return b == 0 ? a : greatestCommonDivisor(b, a % b);
    }
}
