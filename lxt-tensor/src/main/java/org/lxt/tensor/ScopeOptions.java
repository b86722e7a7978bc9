// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor;

/**
 * How a scope records.
 *
 * @param strict whether a product or a non-linear operation outside a rule is an error
 * @param ledger whether backward passes keep a {@link Ledger}; it costs a few row sums per operation
 * @param checkpointing whether layers keep only their input and are computed again in the backward pass: less memory for
 *     more time
 */
public record ScopeOptions(boolean strict, boolean ledger, boolean checkpointing) {
    /** Neither strict nor with ledger, everything kept: plain gradients. */
    public static final ScopeOptions PLAIN = new ScopeOptions(false, false);

    /** Options without checkpointing. */
    public ScopeOptions(boolean strict, boolean ledger) {
        this(strict, ledger, false);
    }
}
