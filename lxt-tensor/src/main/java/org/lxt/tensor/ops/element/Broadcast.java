// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops.element;

import java.util.stream.IntStream;
import org.lxt.tensor.BackwardPass;
import org.lxt.tensor.Gradient;
import org.lxt.tensor.Indices;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.Temporaries;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.Index;
import org.lxt.tensor.ops.shared.GradientRows;
import org.lxt.tensor.ops.shared.Moves;
import org.lxt.tensor.ops.shared.Sources;
import org.lxt.tensor.rows.RowMap;

/**
 * An operand of an element-wise operation, next to a result {@code [rows, ...]} that may be larger: a tensor of the same
 * shape, a row for all rows ({@code [1, ...]}, or a constant vector), one number per row ({@code [rows, 1]}), or a single
 * number.
 */
final class Broadcast {
    private final Tensor x;
    private final Shape result;
    private final boolean oneRow;
    private final boolean oneColumn;

    private Broadcast(Tensor x, Shape result) {
        this.x = x;
        this.result = result;
        boolean vector = isVector(x.shape(), result);
        this.oneRow = (vector || x.rows() == 1) && result.rows() > 1;
        this.oneColumn = !vector && x.columns() == 1 && result.columns() > 1;
    }

    /** The shape of {@code a} and {@code b} together: one of them has it. */
    static Shape shape(String operation, Tensor a, Tensor b) {
        boolean toA = fits(b.shape(), a.shape());
        if (!toA && !fits(a.shape(), b.shape())) {
            throw new IllegalArgumentException(
                    operation + " needs two tensors of one shape, or beside one of them a row,"
                            + " one number per row or a single number, got " + a.shape() + " and " + b.shape());
        }
        Tensor larger = toA ? a : b;
        Tensor smaller = toA ? b : a;
        if (smaller.isWatched() && isVector(smaller.shape(), larger.shape())) {
            throw new IllegalArgumentException(operation + ": a watched row for all rows needs the shape [1, "
                    + larger.columns() + "], got " + smaller.shape());
        }
        return larger.shape();
    }

    static Broadcast of(Tensor x, Shape result) {
        return new Broadcast(x, result);
    }

    private static boolean fits(Shape small, Shape large) {
        if (small.equals(large) || small.size() == 1 || isVector(small, large)) {
            return true;
        }
        boolean rows = small.rows() == large.rows() || small.rows() == 1;
        boolean numbers = small.columns() == 1 && small.dimensions() > 1 && large.dimensions() > 1;
        return rows && (numbers || sameColumns(small, large));
    }

    private static boolean sameColumns(Shape a, Shape b) {
        return a.dimensions() > 1
                && a.dimensions() == b.dimensions()
                && IntStream.range(1, a.dimensions()).allMatch(d -> a.extent(d) == b.extent(d));
    }

    /** A vector next to rows is one of them; one number per row has a second dimension. */
    private static boolean isVector(Shape small, Shape large) {
        return small.dimensions() == 1 && small.size() > 1 && large.dimensions() > 1 && small.size() == large.columns();
    }

    Tensor tensor() {
        return x;
    }

    /** Whether the operand has a number of its own for every element. */
    boolean isWhole() {
        return !oneRow && !oneColumn;
    }

    /** {@code destination = source + operand}. */
    void add(Indices indices, Buffer destination, Buffer source) {
        Backend backend = indices.backend();
        if (isWhole()) {
            backend.elements().add(destination, source, x.buffer(), result.size());
        } else if (!oneColumn) {
            backend.rows().addVector(destination, source, x.buffer(), result.rows(), result.columns());
        } else {
            try (Temporaries temporaries = new Temporaries(backend)) {
                Buffer all = temporaries.allocate(result.size());
                spread(indices, all);
                backend.elements().add(destination, source, all, result.size());
            }
        }
    }

    /** {@code destination = source * operand}. */
    void multiply(Indices indices, Buffer destination, Buffer source) {
        Backend backend = indices.backend();
        if (isWhole()) {
            backend.elements().multiply(destination, source, x.buffer(), null, result.rows(), result.columns());
        } else {
            multiply(indices, destination, source, allRows(indices));
        }
    }

    /** {@code destination[i] = source[i] * operand[rows[i]]}. */
    void multiply(Indices indices, Buffer destination, Buffer source, Index rows) {
        Backend backend = indices.backend();
        int n = result.columns();
        if (oneColumn) {
            backend.rows().scaleRows(destination, source, x.buffer(), own(indices, rows), rows.size(), n);
        } else {
            backend.elements().multiply(destination, source, x.buffer(), own(indices, rows), rows.size(), n);
        }
    }

    /** {@code destination = source / operand}. */
    void divide(Indices indices, Buffer destination, Buffer source) {
        Backend backend = indices.backend();
        if (isWhole()) {
            backend.elements().divide(destination, source, x.buffer(), null, result.rows(), result.columns());
        } else {
            divide(indices, destination, source, allRows(indices));
        }
    }

    /** {@code destination[i] = source[i] / operand[rows[i]]}. */
    void divide(Indices indices, Buffer destination, Buffer source, Index rows) {
        Backend backend = indices.backend();
        int n = result.columns();
        if (oneColumn) {
            try (Temporaries temporaries = new Temporaries(backend)) {
                Buffer all = temporaries.allocate((long) rows.size() * n);
                spread(indices, all, rows);
                backend.elements().divide(destination, source, all, null, rows.size(), n);
            }
        } else {
            backend.elements().divide(destination, source, x.buffer(), own(indices, rows), rows.size(), n);
        }
    }

    /** {@code destination = operand}, in full rows. */
    void spread(Indices indices, Buffer destination) {
        spread(indices, destination, allRows(indices));
    }

    private void spread(Indices indices, Buffer destination, Index rows) {
        Backend backend = indices.backend();
        int n = result.columns();
        if (!oneColumn) {
            backend.movement().gatherRows(destination, x.buffer(), own(indices, rows), n);
            return;
        }
        try (Temporaries temporaries = new Temporaries(backend)) {
            Buffer numbers = temporaries.allocate(rows.size());
            backend.movement().gatherRows(numbers, x.buffer(), own(indices, rows), 1);
            backend.reductions().repeat(destination, numbers, rows.size(), n, 1);
        }
    }

    /** {@code destination[i] = sum over columns of g[i] * operand[rows[i]]}. */
    void dot(Indices indices, Buffer destination, Gradient g) {
        Backend backend = indices.backend();
        Index rows = own(indices, indices.rows(g.map()));
        if (oneColumn) {
            backend.reductions().sum(destination, g.buffer(), g.rows(), g.columns(), 1);
            backend.elements().multiply(destination, destination, x.buffer(), rows, g.rows(), 1);
        } else {
            backend.rows().rowDot(destination, g.buffer(), x.buffer(), rows, g.rows(), g.columns());
        }
    }

    /** Sends the operand a gradient at the result, added up over what it stood for; it stays with the caller. */
    void sendShared(Gradient g, BackwardPass pass) {
        if (isWhole()) {
            pass.sendUnchanged(x, g);
        } else if (x.isWatched()) {
            pass.send(x, addedUp(g, pass));
        }
    }

    /** The same of a gradient that was created for it. */
    void send(Gradient g, BackwardPass pass) {
        if (isWhole()) {
            pass.send(x, g);
        } else {
            sendShared(g, pass);
            pass.discard(g);
        }
    }

    private Gradient addedUp(Gradient g, BackwardPass pass) {
        if (!oneColumn) {
            return overRows(g, pass);
        }
        Gradient numbers = pass.create(g.map(), 1);
        pass.backend().reductions().sum(numbers.buffer(), g.buffer(), g.rows(), g.columns(), 1);
        if (!oneRow) {
            return numbers;
        }
        Gradient one = overRows(numbers, pass);
        pass.discard(numbers);
        return one;
    }

    /** Rows of one seed stand together. */
    private static Gradient overRows(Gradient g, BackwardPass pass) {
        RowMap map = GradientRows.all(g.map(), 1);
        int[] seeds = g.map().seeds();
        int[] starts = IntStream.rangeClosed(0, seeds.length)
                .filter(i -> i == 0 || i == seeds.length || seeds[i] != seeds[i - 1])
                .toArray();
        Gradient sum = pass.create(map, g.columns());
        int[] all = IntStream.range(0, seeds.length).toArray();
        Moves.sumRows(pass.backend(), sum.buffer(), g.buffer(), new Sources(starts, all), g.columns());
        return sum;
    }

    private Index own(Indices indices, Index rows) {
        return oneRow ? indices.zeros(rows.size()) : rows;
    }

    private Index allRows(Indices indices) {
        return indices.counting(result.rows());
    }
}
