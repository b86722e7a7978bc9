// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.faithfulness;

import java.util.List;
import org.lxt.explain.perturbation.Removal;
import org.lxt.tasks.refusal.TaskException;

/**
 * Which figures of faithfulness are wanted.
 *
 * @param kinds which groups; none for no figures at all
 * @param removal what becomes of parts that are taken away
 * @param steps in how many steps they are taken away
 * @param subsets how many subsets at random are tried
 */
public record FaithfulnessPlan(List<FaithfulnessKind> kinds, Removal removal, int steps, int subsets) {
    /** No figures. */
    public static final FaithfulnessPlan NONE = new FaithfulnessPlan(List.of(), Removal.ZERO, 10, 32);

    private static final int MOST = 10_000;

    /** Copies and checks. */
    public FaithfulnessPlan {
        kinds = kinds.stream().distinct().sorted().toList();
        if (steps < 1 || steps > MOST || subsets < 2 || subsets > MOST) {
            throw new TaskException("parts are taken away in 1 to " + MOST + " steps and in 2 to " + MOST
                    + " subsets, not in " + steps + " and " + subsets);
        }
    }

    /** What figures depend on, in a few words. */
    @Override
    public String toString() {
        return kinds.isEmpty() ? "none" : kinds + " by " + removal + ", " + steps + " steps, " + subsets + " subsets";
    }
}
