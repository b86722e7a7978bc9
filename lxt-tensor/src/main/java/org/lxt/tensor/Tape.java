// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The recorded operations of a scope, in the order in which they ran. */
final class Tape {
    private final Scope scope;
    private final List<Node> nodes = new ArrayList<>();
    private boolean walked;

    Tape(Scope scope) {
        this.scope = scope;
    }

    Node leaf(Shape shape) {
        return add(null, shape);
    }

    Node record(Operation operation, Shape shape) {
        return add(operation, shape);
    }

    private Node add(@Nullable Operation operation, Shape shape) {
        Node node = new Node(nodes.size(), operation, shape);
        nodes.add(node);
        return node;
    }

    /** Holds the value at a node, for its relevance. */
    void keepValue(Node node, Tensor value) {
        if (node.value == null) {
            node.value = value;
            scope.holdToEnd(value.storage().retain());
        }
    }

    /**
     * Goes back over the whole tape.
     *
     * @param isLast whether each operation is given back as it is passed, so that no walk can follow
     */
    Gradients backward(List<Seed> seeds, boolean withLedger, boolean isLast) {
        if (walked) {
            throw new IllegalStateException("the tape was walked already; pass all seeds to one backward call, or keep"
                    + " the tape in all calls but the last");
        }
        Ledger ledger = withLedger ? new Ledger() : null;
        BackwardPass pass = new BackwardPass(scope, nodes.size(), ledger);
        try {
            Gradients result = new Gradients(scope, ledger, SeedStart.into(pass, seeds));
            walked = isLast;
            for (int i = nodes.size() - 1; i >= 0; i--) {
                visit(nodes.get(i), pass, isLast);
                scope.listener().wentBack(nodes.size() - i, nodes.size());
            }
            pass.readRelevance(result);
            pass.kept().read(scope, result);
            if (ledger != null) {
                ledger.settle(scope, seeds.size());
            }
            return result;
        } finally {
            pass.kept().release();
            pass.releaseAll();
        }
    }

    /**
     * Goes back from one tensor to one watched tensor on behalf of an outer pass, whose ledger it shares.
     *
     * @return the gradient at {@code start}, which the outer pass holds as if it had created it; null if none reaches it,
     *     the seeds' rows being constants inside
     */
    @Nullable
    Gradient backwardThrough(Tensor output, Gradient g, Tensor start, BackwardPass outer) {
        BackwardPass pass = outer.inner(scope, nodes.size());
        Node end = Objects.requireNonNull(output.node(), "the layer's result does not depend on its input");
        Node first = Objects.requireNonNull(start.node());
        try {
            pass.start(end, pass.hold(g.share()));
            for (int i = nodes.size() - 1; i > first.index; i--) {
                visit(nodes.get(i), pass, true);
            }
            Gradient atStart = pass.take(first);
            if (atStart != null) {
                outer.hold(atStart);
                pass.keep(first, pass.dense(atStart));
                if (first.value != null) {
                    pass.sumRelevance(first, first.value, pass.dense(atStart), false);
                }
            }
            return atStart;
        } finally {
            pass.releaseAll();
        }
    }

    private void visit(Node node, BackwardPass pass, boolean isLast) {
        Gradient g = pass.take(node);
        if (g != null) {
            try {
                arrive(node, g, pass);
            } finally {
                g.release();
            }
        }
        if (isLast && node.operation != null) {
            node.operation.release();
        }
    }

    /** What becomes of the gradient at a node; it stays with the caller. */
    private void arrive(Node node, Gradient g, BackwardPass pass) {
        boolean isRead = node.value != null || node.operation == null || !node.kept.isEmpty();
        Gradient whole = isRead ? pass.dense(g) : g;
        if (node.operation == null) {
            // read by the caller of the pass
            whole = whole.share();
            scope.holdToEnd(whole.storage());
        }
        if (node.value != null) {
            pass.sumRelevance(node, node.value, whole, node.operation == null);
        }
        pass.keep(node, whole);
        if (node.operation != null) {
            pass.run(node.operation, whole);
        }
    }

    void release() {
        for (Node node : nodes) {
            if (node.operation != null) {
                node.operation.release();
            }
        }
    }
}
