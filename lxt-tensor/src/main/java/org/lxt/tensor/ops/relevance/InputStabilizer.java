// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops.relevance;

import org.lxt.tensor.BackwardPass;
import org.lxt.tensor.Gradient;
import org.lxt.tensor.Ledger;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.Temporaries;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.Index;
import org.lxt.tensor.compose.Signs;

/**
 * The way from relevance r at an input x to a gradient: {@code r / (x + sign(x) 1e-10)}, sign(0) being 1. Source: {@code
 * lxt.efficient.zennit_patches}.
 */
final class InputStabilizer {
    static final double EPSILON = 1e-10;

    private InputStabilizer() {}

    /** Divides relevance, in place, by the stabilised input. */
    static void divide(Gradient relevance, Tensor x, BackwardPass pass) {
        Backend backend = pass.backend();
        int size = Math.toIntExact(x.size());
        try (Temporaries temporaries = new Temporaries(backend)) {
            Buffer divisor = temporaries.allocate(size);
            Signs.stabilized(backend, divisor, x.buffer(), EPSILON, size);
            Index rows = pass.rows(relevance);
            backend.elements()
                    .divide(
                            relevance.buffer(),
                            relevance.buffer(),
                            divisor,
                            rows,
                            relevance.rows(),
                            relevance.columns());
        }
    }

    /** Books the difference between r and {@code x gx}, which is {@code 1e-10 sum(gx sign(x))}. */
    static void book(Gradient gx, Tensor x, BackwardPass pass) {
        if (!pass.hasLedger()) {
            return;
        }
        Backend backend = pass.backend();
        int size = Math.toIntExact(x.size());
        try (Temporaries temporaries = new Temporaries(backend)) {
            Buffer signs = temporaries.allocate(size);
            Signs.sign(backend, signs, x.buffer(), size);
            pass.book(
                    Ledger.Cause.STABILIZER,
                    gx.map(),
                    EPSILON,
                    out -> backend.rows().rowDot(out, gx.buffer(), signs, pass.rows(gx), gx.rows(), gx.columns()));
        }
    }
}
