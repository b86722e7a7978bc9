// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.method;

import java.util.List;

/** Shares numbers of whole tokens or patches among the features of each. */
final class Spread {
    private Spread() {}

    /**
     * Equal shares. Of an image, numbers of tokens before the patches are left out.
     *
     * @param tokens one number for each token
     * @return {@code [rows, columns]} of the question, row by row
     */
    static double[] evenly(Question question, double[] tokens) {
        double[] features = new double[Math.multiplyExact(question.rows(), question.columns())];
        List<int[]> parts = Windows.single().of(question);
        int before = tokens.length - parts.size();
        for (int p = 0; p < parts.size(); p++) {
            for (int i : parts.get(p)) {
                features[i] = tokens[before + p] / parts.get(p).length;
            }
        }
        return features;
    }
}
