// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report;

/**
 * Which passage of a ranking an explanation is about.
 *
 * @param name what the passage is called
 * @param rank its place in the ranking, from 1
 * @param index where it stood among the passages that were given, from 0
 * @param score its score, after the activation if the model has one
 */
public record RankedPassage(String name, int rank, int index, double score) {
    /** Refuses a score that is not finite. */
    public RankedPassage {
        Finite.require(score, "the score of the passage '" + name + "'");
    }
}
