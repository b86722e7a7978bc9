// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.pass;

import java.util.ArrayList;
import java.util.List;
import org.lxt.explain.result.ExpertRelevance;
import org.lxt.spi.ModelOutput;
import org.lxt.tensor.Gradients;

/** Adds the relevance of routed rows up by expert. */
final class ExpertSums {
    private ExpertSums() {}

    /** The experts that a seed's gradient reached, layer by layer and in their order. */
    static List<ExpertRelevance> of(ModelOutput output, Gradients gradients, int seed) {
        List<ExpertRelevance> all = new ArrayList<>();
        for (ModelOutput.RoutedExperts mixture : output.experts()) {
            Gradients.RowRelevance relevance = gradients.at(mixture.site());
            if (relevance != null) {
                all.addAll(sums(mixture, relevance, seed));
            }
        }
        return all;
    }

    /** A seed stands on one sequence and its gradient reaches rows of that one alone. */
    private static List<ExpertRelevance> sums(
            ModelOutput.RoutedExperts mixture, Gradients.RowRelevance relevance, int seed) {
        int[] expertOfPair = mixture.routing().expertOfPair();
        int experts = 1 + java.util.Arrays.stream(expertOfPair).max().orElse(-1);
        int[] tokens = new int[experts];
        double[] sums = new double[experts];
        int[] seeds = relevance.map().seeds();
        int[] pairs = relevance.map().rows();
        for (int i = 0; i < pairs.length; i++) {
            if (seeds[i] == seed) {
                int expert = expertOfPair[pairs[i]];
                tokens[expert]++;
                sums[expert] += relevance.values()[i];
            }
        }
        List<ExpertRelevance> result = new ArrayList<>();
        for (int expert = 0; expert < experts; expert++) {
            if (tokens[expert] > 0) {
                result.add(new ExpertRelevance(mixture.site(), expert, tokens[expert], sums[expert]));
            }
        }
        return result;
    }
}
