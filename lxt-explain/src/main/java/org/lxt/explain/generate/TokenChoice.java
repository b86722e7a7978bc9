// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.generate;

import org.lxt.explain.request.GenerationOptions;
import org.lxt.explain.target.Candidates;

/** Chooses the next token of an answer. */
@FunctionalInterface
interface TokenChoice {
    /** The id of the token, by the logits of all. */
    int of(double[] logits);

    /** The choice that was asked for. */
    static TokenChoice by(GenerationOptions options) {
        return options.sampling().<TokenChoice>map(Draw::new).orElse(Candidates::largest);
    }
}
