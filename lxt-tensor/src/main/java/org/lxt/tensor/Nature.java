// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor;

/** What an operation is to relevance, given which of its inputs are watched. */
public enum Nature {
    /** Linear in its watched inputs, up to a constant: relevance passes by the gradient itself. */
    LINEAR(false),
    /** A product with a factor that no gradient enters: linear in the rest. */
    CONSTANT_FACTOR(false),
    /** A product of watched inputs: without a rule it doubles relevance. */
    PRODUCT(true),
    /** Anything else: without a rule its gradient is not its relevance. */
    NON_LINEAR(true);

    private final boolean needsRule;

    Nature(boolean needsRule) {
        this.needsRule = needsRule;
    }

    /** Whether strict mode refuses such an operation outside a rule. */
    public boolean needsRule() {
        return needsRule;
    }
}
