// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.sanity;

import java.util.List;
import org.lxt.evaluate.statistic.Interval;

/**
 * What came of sanity checks.
 *
 * @param model the name of the model
 * @param prompts how many prompts there were
 * @param randomised for each method, what became of its explanations while parts of the model were drawn anew, from the head down
 * @param sameness for each method, how far its explanations differ where they should not
 */
public record SanityReport(String model, int prompts, List<Randomised> randomised, List<Sameness> sameness) {
    /** Copies the lists. */
    public SanityReport {
        randomised = List.copyOf(randomised);
        sameness = List.copyOf(sameness);
    }

    /**
     * Explanations of the model after the parameters of a part, and of all parts above it, were drawn anew.
     *
     * @param method the name of the method
     * @param down the lowest part that was drawn: {@code head}, {@code layer 3}, {@code embeddings}
     * @param signed the rank correlation with the explanation of the model as it was
     * @param absolute the same of sizes without signs. Where all units have the same relevance there is no correlation, and the
     *     count of the interval tells on how many prompts there was one; with none its mean is NaN
     */
    public record Randomised(String method, String down, Interval signed, Interval absolute) {}

    /**
     * Explanations made in another way that should be the same.
     *
     * @param method the name of the method
     * @param way how they were made
     * @param difference the largest difference of a unit's relevance, as a share of the largest relevance of that explanation
     * @param line the line of the prompt that it is of
     */
    public record Sameness(String method, String way, double difference, int line) {}
}
