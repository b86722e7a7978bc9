// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.run;

/** Is told how far an evaluation is. */
@FunctionalInterface
public interface EvaluationProgress {
    /** Tells nobody. */
    EvaluationProgress NONE = (_, _) -> {};

    /**
     * Tells how far it is: with 0 when it begins.
     *
     * @param done explanations of a prompt by a method that are done; what was found by an earlier run is not among them
     * @param total all that are to be done now
     */
    void at(int done, int total);
}
