// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.parts.text;

import org.lxt.rules.LinearLayer;
import org.lxt.rules.Rules;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.ops.Operations;

/** Makes logits of the normed output of the last layer. */
@FunctionalInterface
public interface LogitHead {
    /** The site of a language model's head. */
    Site SITE = Site.of("lm_head");

    /**
     * Computes logits.
     *
     * @param x {@code [wanted rows, hidden]}
     * @return {@code [wanted rows, vocabulary]}
     */
    Tensor apply(Rules rules, Tensor x);

    /** A linear layer. */
    static LogitHead linear(LinearLayer layer) {
        return (rules, x) -> rules.linear(SITE, layer, x);
    }

    /** The same logits divided by a constant. */
    default LogitHead dividedBy(double divisor) {
        return divisor == 1 ? this : (rules, x) -> Operations.scale(apply(rules, x), 1 / divisor);
    }

    /** The same logits z made {@code cap tanh(z / cap)}, a function with its ordinary derivative. */
    default LogitHead capped(double cap) {
        Site at = SITE.child("softcap");
        return (rules, x) -> rules.ordinary(
                at, z -> Operations.scale(Operations.tanh(Operations.scale(z, 1 / cap)), cap), apply(rules, x));
    }
}
