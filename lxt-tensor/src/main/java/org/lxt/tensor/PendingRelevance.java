// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor;

import org.lxt.tensor.Gradients.RowRelevance;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.rows.RowMap;

/** Relevance whose sums were issued during a pass and are read at its end, so that no device waits at every layer. */
record PendingRelevance(Node node, Gradient gradient, RowMap map, Buffer sums, boolean leaf) {
    /** Issues the sums; {@code keeper} holds them until they are read. */
    static PendingRelevance compute(Scope keeper, Node node, Tensor value, Gradient g, boolean leaf) {
        Backend backend = keeper.backend();
        Buffer sums = backend.allocate(g.rows());
        keeper.holdToEnd(new Storage(backend, sums));
        backend.rows().rowDot(sums, g.buffer(), value.buffer(), keeper.indices().rows(g.map()), g.rows(), g.columns());
        return new PendingRelevance(node, g, g.map(), sums, leaf);
    }

    void read(Scope scope, Gradients result) {
        double[] values = new double[map.size()];
        scope.backend().read(sums, 0, values);
        RowRelevance relevance = new RowRelevance(map, values);
        if (leaf) {
            result.leaf(node, gradient, relevance);
        }
        for (Site site : node.marks) {
            result.mark(site, relevance);
        }
    }
}
