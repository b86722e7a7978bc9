package org.lxt.tensor;

/**
 * How a scope records.
 *
 * @param strict whether a product or a non-linear operation outside a rule is an error
 * @param ledger whether backward passes keep a {@link Ledger}; it costs a few row sums an operation
 */
public record ScopeOptions(boolean strict, boolean ledger) {
    /** Neither strict nor with ledger: plain gradients. */
    public static final ScopeOptions PLAIN = new ScopeOptions(false, false);
}
