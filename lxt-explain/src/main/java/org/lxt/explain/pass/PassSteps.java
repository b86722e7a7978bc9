// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.pass;

import org.lxt.explain.call.Call;
import org.lxt.explain.request.Progress;
import org.lxt.tensor.PassListener;
import org.lxt.tensor.Scope;

/**
 * Tells of a forward pass and what goes back over it in steps of a layer, and one more for what surrounds the layers. It may be gone
 * back over in several rounds, as by hops, of several walks each; they are told as one. Gives the passes up where their call is to be
 * given up.
 */
final class PassSteps implements PassListener {
    private final Call call;
    private final Progress progress;
    private final int total;
    private int forward;
    private int rounds = 1;
    private int usualWalks;
    private int round;
    private int walks = 1;
    private int walk;
    private int step;
    private int told = -1;

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

    /** Tells in how many rounds it is gone back, at most. */
    void expect(int most) {
        rounds = most;
    }

    /**
     * Begins a round of walks back. Of later rounds with fewer walks than the first, each walk counts for more.
     *
     * @param count how many walks
     */
    void round(int count) {
        if (usualWalks == 0) {
            usualWalks = count;
        } else {
            round++;
        }
        walks = count;
        walk = 0;
    }

    /** Begins a walk back. */
    void backward() {
        if (usualWalks == 0) {
            round(1);
        }
        step = 0;
        tell(place());
    }

    /** A walk back is over. */
    void walkDone() {
        step = 0;
        walk++;
        tell(place());
    }

    /** There are no more walks, even if more rounds were expected. */
    void backwardDone() {
        if (usualWalks > 0) {
            tell(all());
        }
    }

    private int all() {
        return rounds * usualWalks * total;
    }

    private int place() {
        return ((round * walks + walk) * total + step) * usualWalks / walks;
    }

    private void tell(int place) {
        if (place > told) {
            told = place;
            progress.at(Progress.Phase.BACKWARD, place, all());
        }
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
        step = (int) ((long) (total - 1) * done / all);
        tell(place());
    }
}
