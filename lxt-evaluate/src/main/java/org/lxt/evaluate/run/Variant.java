// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.run;

import org.lxt.tasks.ask.Measure;

/**
 * One way to explain: what rows of tables are about.
 *
 * @param method the name of the method, as it was asked for
 * @param hops how often relevance on an answer is passed on
 * @param measure what is explained
 */
public record Variant(String method, int hops, Measure measure) {
    /** The method with its hops, if it has some. */
    public String explainer() {
        return hops == 0 ? method : method + ", " + hops + (hops == 1 ? " hop" : " hops");
    }

    @Override
    public String toString() {
        return explainer() + ", " + measure;
    }
}
