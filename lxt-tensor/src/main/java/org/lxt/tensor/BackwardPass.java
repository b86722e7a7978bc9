// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.Temporaries;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.Index;
import org.lxt.tensor.rows.RowMap;

/** The walk back over the tape, as an {@link Operation} sees it. */
public final class BackwardPass {
    private final Scope scope;
    private final @Nullable Gradient[] gradients;
    private final @Nullable Ledger ledger;
    /** Holds sums and bookings until the outermost pass has read them. */
    private final Scope bookings;

    private final List<PendingRelevance> pending;
    private final KeptGradients kept;
    /** Created and not yet sent: given back with the pass or the operation that fails. Few at a time. */
    private final List<Gradient> loose = new ArrayList<>();

    private @Nullable Operation current;

    BackwardPass(Scope scope, int nodes, @Nullable Ledger ledger) {
        this(scope, nodes, ledger, scope, new ArrayList<>(), new KeptGradients());
    }

    private BackwardPass(
            Scope scope,
            int nodes,
            @Nullable Ledger ledger,
            Scope bookings,
            List<PendingRelevance> pending,
            KeptGradients kept) {
        this.scope = scope;
        this.gradients = new @Nullable Gradient[nodes];
        this.ledger = ledger;
        this.bookings = bookings;
        this.pending = pending;
        this.kept = kept;
    }

    Scope scope() {
        return scope;
    }

    /** The backend that computes. */
    public Backend backend() {
        return scope.backend();
    }

    /** The weights that the operations read. */
    public WeightStore weights() {
        return scope.weights();
    }

    /** What the operations have uploaded of row maps; those inside a recomputed layer share the outermost's. */
    public Indices indices() {
        return bookings.indices();
    }

    /** For each row of a gradient, its row in the tensor. */
    public Index rows(Gradient g) {
        return indices().rows(g.map());
    }

    /** Whether bookings are wanted; if not, an operation need not compute them. */
    public boolean hasLedger() {
        return ledger != null;
    }

    /**
     * A gradient with one row for each row of the map, to be filled by the caller and then sent or discarded. If it comes to
     * neither, it is given back with the operation.
     */
    public Gradient create(RowMap map, int columns) {
        Buffer buffer = backend().allocate((long) map.size() * columns);
        return hold(new Gradient(map, columns, new Storage(backend(), buffer)));
    }

    /** Holds a gradient until it is sent or discarded. */
    Gradient hold(Gradient g) {
        loose.add(g);
        return g;
    }

    private void letGo(Gradient g) {
        for (int i = loose.size() - 1; i >= 0; i--) {
            if (loose.get(i) == g) {
                loose.remove(i);
                return;
            }
        }
    }

    /** The same gradient as a full matrix, made at the first call. */
    public Gradient dense(Gradient g) {
        Gradient.OneHot oneHot = g.oneHot();
        if (oneHot == null || g.isDense()) {
            return g;
        }
        double[] values = new double[g.rows() * g.columns()];
        for (int i = 0; i < g.rows(); i++) {
            values[i * g.columns() + oneHot.columns()[i]] = oneHot.values()[i];
        }
        g.densify(new Storage(backend(), backend().allocate(values.length)));
        backend().write(g.buffer(), values);
        return g;
    }

    /** Passes the very same gradient on to an input. */
    public void sendUnchanged(Tensor input, Gradient g) {
        if (input.isWatched()) {
            send(input, hold(g.share()));
        }
    }

    /** Passes the same numbers on, in the same order, to an input whose rows have other places or another width. */
    public void sendAs(Tensor input, RowMap map, Gradient g) {
        int columns = input.columns();
        if ((long) map.size() * columns != (long) g.rows() * g.columns()) {
            throw new IllegalArgumentException(g.rows() + " gradient rows of " + g.columns() + " cannot be sent as "
                    + map.size() + " of " + columns);
        }
        if (input.isWatched()) {
            send(input, hold(new Gradient(map, columns, g.storage().retain())));
        }
    }

    /** Gives back a gradient that was created and not sent. */
    public void discard(Gradient g) {
        letGo(g);
        g.release();
    }

    /** Gives an input its gradient, which now belongs to the pass. Gradients sent to one tensor are added up. */
    public void send(Tensor input, Gradient g) {
        Node node = input.node();
        if (node == null) {
            discard(g);
            return;
        }
        if (g.columns() != node.shape.columns()) {
            throw new IllegalStateException("gradient of " + g.columns() + " columns for a tensor " + node.shape);
        }
        accumulate(node, g);
    }

    /**
     * Books relevance that the current operation absorbs: for each gradient row, {@code factor} times the element that
     * {@code fill} computes. Does nothing without a ledger.
     */
    public void book(Ledger.Cause cause, RowMap map, double factor, Consumer<Buffer> fill) {
        if (ledger == null || factor == 0) {
            return;
        }
        if (current == null) {
            throw new IllegalStateException("bookings belong to an operation");
        }
        Buffer amounts = backend().allocate(map.size());
        bookings.holdToEnd(new Storage(backend(), amounts));
        fill.accept(amounts);
        ledger.add(current, cause, map, amounts, factor);
    }

    /** A walk over another tape that books in the same ledger. */
    BackwardPass inner(Scope innerScope, int nodes) {
        return new BackwardPass(innerScope, nodes, ledger, bookings, pending, kept);
    }

    /** Issues the sums of relevance at a node whose value is kept. */
    void sumRelevance(Node node, Tensor value, Gradient g, boolean leaf) {
        pending.add(PendingRelevance.compute(bookings, node, value, g, leaf));
    }

    /** Reads the sums that this pass and the walks inside it have issued. */
    void readRelevance(Gradients result) {
        pending.forEach(p -> p.read(bookings, result));
    }

    /** Keeps the gradient at a node whose gradient is wanted. */
    void keep(Node node, Gradient g) {
        if (!node.kept.isEmpty()) {
            kept.add(node.kept, g);
        }
    }

    /** What this pass and the walks inside it have kept. */
    KeptGradients kept() {
        return kept;
    }

    void start(Node node, Gradient g) {
        accumulate(node, g);
    }

    @Nullable
    Gradient take(Node node) {
        Gradient g = gradients[node.index];
        gradients[node.index] = null;
        return g;
    }

    void run(Operation operation, Gradient g) {
        current = operation;
        try {
            operation.backward(g, this);
        } finally {
            current = null;
            releaseLoose();
        }
    }

    void releaseAll() {
        releaseLoose();
        for (Gradient g : gradients) {
            if (g != null) {
                g.release();
            }
        }
    }

    private void releaseLoose() {
        loose.forEach(Gradient::release);
        loose.clear();
    }

    private void accumulate(Node node, Gradient g) {
        Gradient present = gradients[node.index];
        if (present == null) {
            put(node, g);
            return;
        }
        Gradient a = dense(present);
        Gradient b = dense(g);
        RowMap union = a.map().union(b.map());
        int columns = a.columns();
        if (!union.equals(a.map()) && union.equals(b.map())) {
            Gradient larger = b;
            b = a;
            a = larger;
        }
        if (union.equals(a.map()) && union.equals(b.map())) {
            // A gradient that was passed on unchanged is still read elsewhere.
            Gradient sum = a.storage().shared() ? create(union, columns) : a;
            backend().elements().add(sum.buffer(), a.buffer(), b.buffer(), (long) union.size() * columns);
            replace(node, sum, a, b);
            return;
        }
        Gradient sum = a;
        if (!union.equals(a.map()) || a.storage().shared()) {
            sum = create(union, columns);
            backend().fill(sum.buffer(), 0, (long) union.size() * columns);
            addRows(sum, a);
        }
        addRows(sum, b);
        replace(node, sum, a, b);
    }

    /** Adds the rows of a gradient to those of the same seeds and rows of another. */
    public void addRows(Gradient sum, Gradient part) {
        try (Temporaries temporaries = new Temporaries(backend())) {
            Index positions = temporaries.index(part.map().positionsIn(sum.map()));
            backend().movement().scatterAddRows(sum.buffer(), positions, part.buffer(), part.columns());
        }
    }

    private void replace(Node node, Gradient sum, Gradient a, Gradient b) {
        put(node, sum);
        if (sum != a) {
            discard(a);
        }
        discard(b);
    }

    private void put(Node node, Gradient g) {
        letGo(g);
        gradients[node.index] = g;
    }
}
