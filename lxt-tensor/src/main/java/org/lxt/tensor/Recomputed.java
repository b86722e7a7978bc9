// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor;

import java.util.function.UnaryOperator;

/**
 * Part of a model of which only the input is kept: the backward pass runs it forward once more, records it then, and goes
 * back over it. All seeds share the one recomputation.
 */
final class Recomputed extends Operation {
    private final Tensor x;
    private final UnaryOperator<Tensor> body;
    private final boolean ruled;

    Recomputed(Tensor x, UnaryOperator<Tensor> body, boolean ruled) {
        super("recomputed", x);
        this.x = x;
        this.body = body;
        this.ruled = ruled;
        keep(x);
    }

    /** What is inside is checked when it is recorded. */
    @Override
    public Nature nature() {
        return Nature.LINEAR;
    }

    @Override
    public void backward(Gradient g, BackwardPass pass) {
        try (Scope inner = Scope.open(pass.weights(), x.scope().options())) {
            Tensor start = inner.adopt(x);
            Tensor[] end = new Tensor[1];
            Runnable forward = () -> end[0] = body.apply(start);
            inner.inContext(site(), ruled, forward);
            Gradient atStart = inner.tape().backwardThrough(end[0], pass.dense(g), start, pass);
            if (atStart != null) {
                pass.send(x, atStart);
            }
        }
    }
}
