// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.pass.observe;

import org.lxt.rules.AttentionInput;
import org.lxt.rules.NamedValue;
import org.lxt.rules.ResidualBranch;
import org.lxt.rules.RunObserver;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;

/** Two observers of one run, the second of which is told what the first made of it. */
public final class BothObservers implements RunObserver {
    private final RunObserver first;
    private final RunObserver second;

    private BothObservers(RunObserver first, RunObserver second) {
        this.first = first;
        this.second = second;
    }

    /** Both of them, or the one that is not {@link RunObserver#NONE}. */
    public static RunObserver of(RunObserver first, RunObserver second) {
        if (first.equals(RunObserver.NONE)) {
            return second;
        }
        return second.equals(RunObserver.NONE) ? first : new BothObservers(first, second);
    }

    @Override
    public Tensor value(NamedValue value) {
        return second.value(value.with(first.value(value)));
    }

    @Override
    public void forwardDone() {
        first.forwardDone();
        second.forwardDone();
    }

    @Override
    public void unused(Site at, int units) {
        first.unused(at, units);
        second.unused(at, units);
    }

    @Override
    public boolean wants(Site at) {
        return first.wants(at) || second.wants(at);
    }

    @Override
    public void attention(Site at, AttentionInput input, Tensor heads) {
        first.attention(at, input, heads);
        second.attention(at, input, heads);
    }

    @Override
    public void branch(ResidualBranch branch) {
        first.branch(branch);
        second.branch(branch);
    }
}
