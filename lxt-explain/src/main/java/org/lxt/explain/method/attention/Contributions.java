// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.method.attention;

import java.util.Arrays;
import org.lxt.explain.method.AttentionSum;
import org.lxt.explain.method.LayerAttention;

/** How much each token contributes to what a layer has after its attention. */
final class Contributions {
    private final AttentionSum sum;
    private final LayerAttention attention;
    private final double threshold;
    private final int tokens;
    private final int width;

    Contributions(AttentionSum sum, double threshold) {
        this.sum = sum;
        this.attention = sum.attention();
        this.threshold = threshold;
        this.tokens = attention.tokens();
        this.width = sum.width();
    }

    /** The shares of tokens in the state of each query, {@code [queries, tokens]}. */
    double[] mixed() {
        int[] queries = attention.queries();
        double[][] wholes = new double[queries.length][];
        double[] sizes = new double[queries.length];
        for (int q = 0; q < queries.length; q++) {
            wholes[q] = sum.whole(q);
            sizes[q] = size(wholes[q]);
        }
        // [heads, queries, tokens], and what was there before
        double[][] parts = new double[attention.heads()][];
        for (int head = 0; head < parts.length; head++) {
            parts[head] = ofHead(head, wholes, sizes);
        }
        double[] mixed = new double[queries.length * tokens];
        for (int q = 0; q < queries.length; q++) {
            double stayed = nearness(sizes[q], wholes[q], sum.residual(q));
            share(q, queries[q], parts, stayed, mixed);
        }
        return mixed;
    }

    private double[] ofHead(int head, double[][] wholes, double[] sizes) {
        double[] weights = attention.weights(head);
        double[] values = sum.values(head);
        double[] found = new double[weights.length];
        double[] part = new double[width];
        for (int q = 0; q < wholes.length; q++) {
            for (int t = 0; t < tokens; t++) {
                double weight = weights[q * tokens + t];
                if (weight != 0) {
                    for (int c = 0; c < width; c++) {
                        part[c] = weight * values[t * width + c];
                    }
                    sum.norm(q, part);
                    found[q * tokens + t] = nearness(sizes[q], wholes[q], part);
                }
            }
        }
        return found;
    }

    /** Shares that add up to 1, those below the threshold left out and the rest scaled up. */
    private void share(int q, int own, double[][] parts, double stayed, double[] mixed) {
        double all = stayed;
        for (double[] part : parts) {
            for (int t = 0; t < tokens; t++) {
                all += part[q * tokens + t];
            }
        }
        if (all == 0) {
            return;
        }
        double least = threshold * all;
        double left = kept(stayed, least);
        double[] row = new double[tokens];
        for (double[] part : parts) {
            for (int t = 0; t < tokens; t++) {
                double edge = kept(part[q * tokens + t], least);
                row[t] += edge;
                left += edge;
            }
        }
        row[own] += kept(stayed, least);
        double scale = left == 0 ? 0 : 1 / left;
        Arrays.setAll(row, t -> row[t] * scale);
        System.arraycopy(row, 0, mixed, q * tokens, tokens);
    }

    private static double kept(double part, double least) {
        return part > least ? part : 0;
    }

    private double nearness(double size, double[] whole, double[] part) {
        return Math.max(0, size - distance(whole, part));
    }

    private double size(double[] vector) {
        return distance(vector, new double[width]);
    }

    /** Sum of absolute differences, in four sums side by side, for one alone waits for each addition. */
    private double distance(double[] a, double[] b) {
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        int c = 0;
        for (; c + 3 < width; c += 4) {
            first += Math.abs(a[c] - b[c]);
            second += Math.abs(a[c + 1] - b[c + 1]);
            third += Math.abs(a[c + 2] - b[c + 2]);
            fourth += Math.abs(a[c + 3] - b[c + 3]);
        }
        for (; c < width; c++) {
            first += Math.abs(a[c] - b[c]);
        }
        return first + second + (third + fourth);
    }
}
