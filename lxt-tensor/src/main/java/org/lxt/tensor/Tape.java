package org.lxt.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lxt.tensor.Gradients.RowRelevance;
import org.lxt.tensor.backend.Buffer;

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

    Gradients backward(List<Seed> seeds, boolean withLedger) {
        if (walked) {
            throw new IllegalStateException("the tape was walked already; pass all seeds to one backward call");
        }
        Ledger ledger = withLedger ? new Ledger() : null;
        BackwardPass pass = new BackwardPass(scope, nodes.size(), ledger);
        Gradients result = new Gradients(scope, ledger, SeedStart.into(pass, seeds));
        walked = true;
        List<PendingRelevance> pending = new ArrayList<>();
        try {
            for (int i = nodes.size() - 1; i >= 0; i--) {
                visit(nodes.get(i), pass, pending);
            }
        } finally {
            pass.releaseAll();
        }
        // Read only now: a device that computes later is not made to wait at every layer.
        for (PendingRelevance p : pending) {
            p.read(scope, result);
        }
        if (ledger != null) {
            ledger.settle(scope, seeds.size());
        }
        return result;
    }

    /**
     * Goes back from one tensor to one watched tensor on behalf of an outer pass, whose ledger it shares.
     *
     * @return the gradient at {@code start}, which belongs to the caller
     */
    Gradient backwardThrough(Tensor output, Gradient g, Tensor start, BackwardPass outer) {
        BackwardPass pass = outer.inner(scope, nodes.size());
        Node end = Objects.requireNonNull(output.node(), "the layer's result does not depend on its input");
        Node first = Objects.requireNonNull(start.node());
        pass.start(end, g.share());
        try {
            for (int i = nodes.size() - 1; i > first.index; i--) {
                visit(nodes.get(i), pass, List.of());
            }
            return Objects.requireNonNull(pass.take(first), "no gradient reached the layer's input");
        } finally {
            pass.releaseAll();
        }
    }

    private void visit(Node node, BackwardPass pass, List<PendingRelevance> pending) {
        Gradient g = pass.take(node);
        if (g != null) {
            if (node.value != null) {
                g = pass.dense(g);
                pending.add(PendingRelevance.compute(scope, node, node.value, g));
            }
            if (node.operation == null) {
                scope.holdToEnd(g.storage());
            } else {
                try {
                    pass.run(node.operation, g);
                } finally {
                    g.release();
                }
            }
        }
        if (node.operation != null) {
            node.operation.release();
        }
    }

    void release() {
        for (Node node : nodes) {
            if (node.operation != null) {
                node.operation.release();
            }
        }
    }

    /** Relevance whose sums were issued and are not yet read. */
    private record PendingRelevance(Node node, Gradient gradient, RowMap map, Buffer sums) {
        static PendingRelevance compute(Scope scope, Node node, Tensor value, Gradient g) {
            Buffer sums = scope.backend().allocate(g.rows());
            scope.holdToEnd(new Storage(scope.backend(), sums));
            int columns = g.columns();
            scope.backend().rowDot(sums, g.buffer(), value.buffer(), g.map().rows(), g.rows(), columns);
            return new PendingRelevance(node, g, g.map(), sums);
        }

        void read(Scope scope, Gradients result) {
            double[] values = new double[map.size()];
            scope.backend().read(sums, 0, values);
            RowRelevance relevance = new RowRelevance(map, values);
            if (node.operation == null) {
                result.leaf(node, gradient, relevance);
            }
            for (Site site : node.marks) {
                result.mark(site, relevance);
            }
        }
    }
}
