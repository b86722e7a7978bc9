// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.pass;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lxt.explain.method.Convergence;
import org.lxt.explain.method.Relevance;
import org.lxt.explain.result.Closing;
import org.lxt.explain.result.ExpertRelevance;
import org.lxt.explain.result.Hop;
import org.lxt.explain.result.LatentRelevance;
import org.lxt.explain.units.UnitRelevance;

/**
 * What a propagation found for one question.
 *
 * @param value the explained value
 * @param tokens relevance of each token; empty if the prompt is an image
 * @param latent relevance of hidden states, if it was asked for
 * @param experts relevance of experts, if it was asked for
 * @param units relevance of units, of the values whose units were to be read
 * @param closing the account, if it was asked for
 * @param input the input, row by row; null unless it was read
 * @param gradient the gradient there; null unless it was read
 * @param hops the backward passes, where relevance was passed on from one to the next; empty if there was one
 */
public record Propagated(
        double value,
        double[] tokens,
        List<LatentRelevance> latent,
        List<ExpertRelevance> experts,
        List<UnitRelevance> units,
        @Nullable Closing closing,
        double @Nullable [] input,
        double @Nullable [] gradient,
        List<Hop> hops)
        implements Relevance {
    @Override
    public double[] features() {
        if (input == null || gradient == null) {
            throw new IllegalStateException("features were not read");
        }
        double[] features = new double[input.length];
        for (int i = 0; i < features.length; i++) {
            features[i] = input[i] * gradient[i];
        }
        return features;
    }

    /** Its account is the ledger. */
    @Override
    public Optional<Convergence> convergence() {
        return Optional.empty();
    }
}
