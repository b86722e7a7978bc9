// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.pass.observe;

import org.lxt.rules.AttentionInput;
import org.lxt.rules.RunObserver;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;

/** Sees whether all attentions of a run look back alone. */
public final class CausalWatch implements RunObserver {
    private int causal;
    private int others;

    /** Has seen nothing yet. */
    public CausalWatch() {}

    @Override
    public void attention(Site at, AttentionInput input, Tensor heads) {
        if (input.shape().causal()) {
            causal++;
        } else {
            others++;
        }
    }

    /** Whether there were so many attentions, none of which looks ahead. */
    public boolean sawNoOther(int attentions) {
        return causal == attentions && others == 0;
    }
}
