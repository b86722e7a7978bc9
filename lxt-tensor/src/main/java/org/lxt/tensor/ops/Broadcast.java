package org.lxt.tensor.ops;

import java.util.stream.IntStream;
import org.lxt.tensor.BackwardPass;
import org.lxt.tensor.Gradient;
import org.lxt.tensor.RowMap;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.Buffer;

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
    void add(Backend backend, Buffer destination, Buffer source) {
        if (isWhole()) {
            backend.add(destination, source, x.buffer(), result.size());
        } else if (!oneColumn) {
            backend.addVector(destination, source, x.buffer(), result.rows(), result.columns());
        } else {
            Buffer all = backend.allocate(result.size());
            spread(backend, all);
            backend.add(destination, source, all, result.size());
            backend.free(all);
        }
    }

    /** {@code destination = source * operand}. */
    void multiply(Backend backend, Buffer destination, Buffer source) {
        if (isWhole()) {
            backend.multiply(destination, source, x.buffer(), null, result.rows(), result.columns());
        } else {
            multiply(backend, destination, source, allRows());
        }
    }

    /** {@code destination[i] = source[i] * operand[rows[i]]}. */
    void multiply(Backend backend, Buffer destination, Buffer source, int[] rows) {
        int n = result.columns();
        if (oneColumn) {
            backend.scaleRows(destination, source, x.buffer(), own(rows), rows.length, n);
        } else {
            backend.multiply(destination, source, x.buffer(), own(rows), rows.length, n);
        }
    }

    /** {@code destination = source / operand}. */
    void divide(Backend backend, Buffer destination, Buffer source) {
        if (isWhole()) {
            backend.divide(destination, source, x.buffer(), null, result.rows(), result.columns());
        } else {
            divide(backend, destination, source, allRows());
        }
    }

    /** {@code destination[i] = source[i] / operand[rows[i]]}. */
    void divide(Backend backend, Buffer destination, Buffer source, int[] rows) {
        int n = result.columns();
        if (oneColumn) {
            Buffer all = backend.allocate((long) rows.length * n);
            spread(backend, all, rows);
            backend.divide(destination, source, all, null, rows.length, n);
            backend.free(all);
        } else {
            backend.divide(destination, source, x.buffer(), own(rows), rows.length, n);
        }
    }

    /** {@code destination = operand}, in full rows. */
    void spread(Backend backend, Buffer destination) {
        spread(backend, destination, allRows());
    }

    private void spread(Backend backend, Buffer destination, int[] rows) {
        int n = result.columns();
        if (!oneColumn) {
            backend.gatherRows(destination, x.buffer(), own(rows), n);
            return;
        }
        Buffer numbers = backend.allocate(rows.length);
        backend.gatherRows(numbers, x.buffer(), own(rows), 1);
        backend.repeat(destination, numbers, rows.length, n, 1);
        backend.free(numbers);
    }

    /** {@code destination[i] = sum over columns of g[i] * operand[rows[i]]}. */
    void dot(Backend backend, Buffer destination, Gradient g) {
        int[] rows = own(g.map().rows());
        if (oneColumn) {
            backend.sum(destination, g.buffer(), g.rows(), g.columns(), 1);
            backend.multiply(destination, destination, x.buffer(), rows, g.rows(), 1);
        } else {
            backend.rowDot(destination, g.buffer(), x.buffer(), rows, g.rows(), g.columns());
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
        pass.backend().sum(numbers.buffer(), g.buffer(), g.rows(), g.columns(), 1);
        if (!oneRow) {
            return numbers;
        }
        Gradient one = overRows(numbers, pass);
        pass.discard(numbers);
        return one;
    }

    /** Rows of one seed stand together. */
    private static Gradient overRows(Gradient g, BackwardPass pass) {
        RowMap map = Rows.all(g.map(), 1);
        int[] seeds = g.map().seeds();
        int[] starts = IntStream.rangeClosed(0, seeds.length)
                .filter(i -> i == 0 || i == seeds.length || seeds[i] != seeds[i - 1])
                .toArray();
        Gradient sum = pass.create(map, g.columns());
        int[] all = IntStream.range(0, seeds.length).toArray();
        pass.backend().sumRows(sum.buffer(), g.buffer(), starts, all, g.columns());
        return sum;
    }

    private int[] own(int[] rows) {
        return oneRow ? Shapes.allZero(rows.length) : rows;
    }

    private int[] allRows() {
        return IntStream.range(0, result.rows()).toArray();
    }
}
