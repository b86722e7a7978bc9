// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.run.graph;

import java.util.Arrays;

/** How many of some numbers have a share of their sum. */
final class Largest {
    private Largest() {}

    /**
     * How many of the largest are needed.
     *
     * @param descending none of them negative
     * @param share of their sum; 1 for all, however small
     */
    static int count(double[] descending, double share) {
        if (share >= 1) {
            return descending.length;
        }
        double wanted = share * Arrays.stream(descending).sum();
        double sum = 0;
        int count = 0;
        while (count < descending.length && sum < wanted) {
            sum += descending[count++];
        }
        return count;
    }
}
