// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.faithfulness;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** What is lost with parts at random, against their relevance. */
public final class Subsets {
    /** How many of the parts a subset has. */
    private static final double SHARE = 0.25;

    private final List<boolean[]> removed;

    /**
     * Subsets of parts, the same for the same seed.
     *
     * @param order the parts that may be taken away
     * @param parts how many parts the input has
     */
    Subsets(int[] order, int parts, int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int size = Math.clamp(Math.round(SHARE * order.length), 1, order.length);
        removed = new ArrayList<>();
        for (int s = 0; s < count; s++) {
            int[] left = order.clone();
            boolean[] gone = new boolean[parts];
            for (int i = 0; i < size; i++) {
                int at = i + random.nextInt(left.length - i);
                gone[left[at]] = true;
                left[at] = left[i];
            }
            removed.add(gone);
        }
    }

    /** For each subset, which parts are taken away. */
    List<boolean[]> removed() {
        return removed;
    }

    /**
     * Sensitivity-n and infidelity.
     *
     * @param relevance of each part
     * @param removed for each subset, which parts are in it
     * @param lost for each subset, how much the value falls without it
     */
    public static Map<String, Double> figures(double[] relevance, List<boolean[]> removed, double[] lost) {
        double[] said = new double[lost.length];
        for (int s = 0; s < said.length; s++) {
            for (int i = 0; i < relevance.length; i++) {
                said[s] += removed.get(s)[i] ? relevance[i] : 0;
            }
        }
        double squares = 0;
        for (int s = 0; s < said.length; s++) {
            squares += (said[s] - lost[s]) * (said[s] - lost[s]);
        }
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("sensitivity-n", correlation(said, lost));
        figures.put("infidelity", squares / said.length);
        return figures;
    }

    /** Pearson's; NaN if one of the two does not change. */
    private static double correlation(double[] a, double[] b) {
        double meanA = mean(a);
        double meanB = mean(b);
        double together = 0;
        double ofA = 0;
        double ofB = 0;
        for (int i = 0; i < a.length; i++) {
            together += (a[i] - meanA) * (b[i] - meanB);
            ofA += (a[i] - meanA) * (a[i] - meanA);
            ofB += (b[i] - meanB) * (b[i] - meanB);
        }
        return together / Math.sqrt(ofA * ofB);
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double v : values) {
            sum += v;
        }
        return sum / values.length;
    }
}
