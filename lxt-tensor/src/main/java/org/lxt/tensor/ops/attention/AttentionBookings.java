// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops.attention;

import org.lxt.tensor.BackwardPass;
import org.lxt.tensor.Gradient;
import org.lxt.tensor.Ledger.Cause;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.Temporaries;
import org.lxt.tensor.backend.kernel.AttentionKernels;
import org.lxt.tensor.backend.kernel.AttentionPlan;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.Index;
import org.lxt.tensor.backend.memory.MatrixView;

/** What attention books in the ledger. */
final class AttentionBookings {
    private final BackwardPass pass;
    private final Backend backend;
    private final Gradient g;
    private final AttentionPlan plan;
    private final Buffer relevance;

    /** Bookings of a gradient whose {@linkplain AttentionKernels#attentionGradient score relevance} is known. */
    AttentionBookings(BackwardPass pass, Gradient g, AttentionPlan plan, Buffer relevance) {
        this.pass = pass;
        this.backend = pass.backend();
        this.g = g;
        this.plan = plan;
        this.relevance = relevance;
    }

    /** The softmax, and its product with the values. */
    void softmax(Tensor y, boolean isValueWatched) {
        Index rows = pass.rows(g);
        try (Temporaries temporaries = new Temporaries(backend)) {
            Buffer ofOutput = temporaries.allocate(g.rows());
            backend.rows().rowDot(ofOutput, g.buffer(), y.buffer(), rows, g.rows(), g.columns());
            if (isValueWatched) {
                pass.book(Cause.PRODUCT, g.map(), -1, out -> copy(out, ofOutput, 0));
            }
            pass.book(Cause.SOFTMAX, g.map(), 1, out -> copy(out, ofOutput, 0));
        }
        book(Cause.SOFTMAX, -1, scores());
        if (plan.sinks() != null) {
            book(Cause.SOFTMAX, -1, AttentionKernels.SINKS);
            book(Cause.SINK, 1, AttentionKernels.SINKS);
        }
    }

    /** The scores: product, cap, and what is added, all of it taken as constant. */
    void scores(boolean isQueryWatched, boolean isKeyWatched) {
        if (!plan.tables().isEmpty()) {
            book(Cause.CONSTANT, 1, AttentionKernels.SCORES);
            book(Cause.CONSTANT, -1, AttentionKernels.CAPPED);
        }
        if (plan.score().isCapped()) {
            book(Cause.ORDINARY, 1, AttentionKernels.CAPPED);
            book(Cause.ORDINARY, -1, AttentionKernels.PRODUCTS);
        }
        if (isQueryWatched && isKeyWatched) {
            book(Cause.PRODUCT, -1, AttentionKernels.PRODUCTS);
        } else if (!isQueryWatched && !isKeyWatched) {
            book(Cause.CONSTANT, 1, AttentionKernels.PRODUCTS);
        }
    }

    /** A table that is no constant: its relevance arrives there. */
    void watched(Tensor table, Gradient gradient) {
        Index rows = pass.rows(gradient);
        pass.book(
                Cause.CONSTANT,
                gradient.map(),
                -1,
                out -> backend.rows()
                        .rowDot(out, gradient.buffer(), table.buffer(), rows, gradient.rows(), gradient.columns()));
    }

    private int scores() {
        return plan.isPlain() ? AttentionKernels.PRODUCTS : AttentionKernels.SCORES;
    }

    private void book(Cause cause, double factor, int row) {
        pass.book(cause, g.map(), factor, out -> copy(out, relevance, (long) row * g.rows()));
    }

    private void copy(Buffer to, Buffer from, long offset) {
        MatrixView source = MatrixView.of(from, offset, 1, g.rows(), g.rows());
        backend.movement().copy(MatrixView.of(to, 0, 1, g.rows(), g.rows()), source);
    }
}
