// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.evidence;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How well relevance finds evidence that is known, of units such as the tokens of a context. Where units are equally relevant,
 * each figure is its mean over all orders of them.
 *
 * @param share of the positive relevance of the units, how much is on the evidence; 0 if none is positive. Relevance mass
 *     accuracy in Arras et al., <a href="https://arxiv.org/abs/2003.07258">CLEVR-XAI</a>, 2022
 * @param pointing 1 if the most relevant unit is evidence, else 0, and 0 if all are alike: the pointing game of Zhang et al., <a
 *     href="https://arxiv.org/abs/1608.00507">Top-down Neural Attention by Excitation Backprop</a>, 2016
 * @param recall of the evidence, how much is among the most relevant k % of the units, rounded up
 * @param rank the place of the most relevant unit of the evidence, 1 being first
 * @param area how often a unit of the evidence is more relevant than one that is not, ties counting half: the area under the
 *     receiver operating characteristic
 */
public record KnownEvidence(double share, double pointing, double recall, double rank, double area) {
    /** The names of the figures, in their order. */
    public static final List<String> NAMES = List.of("share", "pointing", "recall", "rank", "area");

    /**
     * Figures of one explanation.
     *
     * @param relevance of each unit
     * @param counts which units count
     * @param evidence which of those are evidence, at least one
     * @param percent the k of the recall, above 0 and up to 100
     */
    public static KnownEvidence of(double[] relevance, boolean[] counts, boolean[] evidence, double percent) {
        int units = 0;
        int wanted = 0;
        double positive = 0;
        double found = 0;
        double bestEvidence = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < relevance.length; i++) {
            if (!counts[i]) {
                continue;
            }
            units++;
            positive += Math.max(0, relevance[i]);
            if (evidence[i]) {
                wanted++;
                found += Math.max(0, relevance[i]);
                bestEvidence = Math.max(bestEvidence, relevance[i]);
            }
        }
        if (wanted == 0) {
            throw new IllegalArgumentException("there is no evidence among the units that count");
        }
        double share = positive > 0 ? found / positive : 0;
        Order order = new Order(relevance, counts, evidence);
        int most = Math.max(1, (int) Math.ceil(percent / 100 * units - 1e-9));
        return new KnownEvidence(
                share,
                order.pointing(),
                order.among(most) / wanted,
                order.rank(bestEvidence),
                order.area(wanted, units));
    }

    /**
     * Of all positive relevance, also that of special tokens and of the answer's own, how much is on the evidence.
     *
     * @param relevance of each token
     * @param evidence which of them are evidence
     */
    public static double shareOfAll(double[] relevance, boolean[] evidence) {
        double positive = 0;
        double found = 0;
        for (int i = 0; i < relevance.length; i++) {
            positive += Math.max(0, relevance[i]);
            found += evidence[i] ? Math.max(0, relevance[i]) : 0;
        }
        return positive > 0 ? found / positive : 0;
    }

    /** By name. */
    public Map<String, Double> toMap() {
        Map<String, Double> map = new LinkedHashMap<>();
        double[] values = {share, pointing, recall, rank, area};
        for (int i = 0; i < values.length; i++) {
            map.put(NAMES.get(i), values[i]);
        }
        return map;
    }
}
