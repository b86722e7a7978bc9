// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.parts;

import org.jspecify.annotations.Nullable;
import org.lxt.rules.NormLayer;

/**
 * The norms around a branch f of a layer, its attention or its MLP, in {@code ofSum(x + after(f(before(x))))}. Each may be
 * missing.
 *
 * @param before norm of what the branch reads
 * @param after norm of what it gives, before that is added
 * @param ofSum norm after the addition
 */
public record BranchNorms(
        @Nullable Named<NormLayer> before,
        @Nullable Named<NormLayer> after,
        @Nullable Named<NormLayer> ofSum) {
    /** {@code x + f(x)}. */
    public static BranchNorms none() {
        return new BranchNorms(null, null, null);
    }

    /** {@code x + f(norm(x))}. */
    public static BranchNorms preNorm(Named<NormLayer> norm) {
        return new BranchNorms(norm, null, null);
    }

    /** {@code x + norm(f(x))}. */
    public static BranchNorms postNorm(Named<NormLayer> norm) {
        return new BranchNorms(null, norm, null);
    }

    /** {@code x + after(f(before(x)))}. */
    public static BranchNorms sandwich(Named<NormLayer> before, Named<NormLayer> after) {
        return new BranchNorms(before, after, null);
    }

    /** {@code norm(x + f(x))}. */
    public static BranchNorms normOfSum(Named<NormLayer> norm) {
        return new BranchNorms(null, null, norm);
    }
}
