// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.pass;

import org.lxt.explain.call.Call;
import org.lxt.explain.request.Progress;
import org.lxt.tensor.PassListener;
import org.lxt.tensor.Scope;

/**
 * Tells of a forward and a backward pass in steps of a layer, and one more for what surrounds the layers. Gives the passes up
 * where their call is to be given up.
 */
final class PassSteps implements PassListener {
    private final Call call;
    private final Progress progress;
    private final int total;
    private int forward;
    private int backward;

    PassSteps(Call call, int layers) {
        this.call = call;
        this.progress = call.progress();
        this.total = layers + 1;
    }

    /** Begins the forward pass of a scope. */
    void forward(Scope scope) {
        scope.listen(this);
        progress.at(Progress.Phase.FORWARD, 0, total);
    }

    void forwardDone() {
        call.check();
        progress.at(Progress.Phase.FORWARD, total, total);
    }

    /** Begins a backward pass, of which there may be several over one forward pass. */
    void backward() {
        backward = 0;
        progress.at(Progress.Phase.BACKWARD, 0, total);
    }

    void backwardDone() {
        progress.at(Progress.Phase.BACKWARD, total, total);
    }

    @Override
    public void layerDone() {
        call.check();
        // A plugin may call other things a layer than it counts.
        if (forward + 1 < total) {
            progress.at(Progress.Phase.FORWARD, ++forward, total);
        }
    }

    @Override
    public void wentBack(int done, int all) {
        call.check();
        int step = (int) ((long) (total - 1) * done / all);
        if (step > backward) {
            backward = step;
            progress.at(Progress.Phase.BACKWARD, backward, total);
        }
    }
}
