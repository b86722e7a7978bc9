// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.run;

import org.lxt.explain.input.EncodedImage;
import org.lxt.explain.input.EncodedPrompt;
import org.lxt.explain.input.EncodedTokens;
import org.lxt.explain.method.Relevance;
import org.lxt.explain.pass.Propagated;
import org.lxt.explain.result.AttributionBuilder;
import org.lxt.explain.result.PixelRelevance;
import org.lxt.explain.target.TokenNames;
import org.lxt.spi.InputKind;

/** Puts what a method found into the attribution of the prompt that it was asked about. */
final class FoundAtPrompt {
    private final EncodedPrompt prompt;
    private final TokenNames names;

    FoundAtPrompt(EncodedPrompt prompt, TokenNames names) {
        this.prompt = prompt;
        this.names = names;
    }

    /**
     * Puts it there.
     *
     * @param withFeatures whether to keep the relevance of each feature
     */
    void into(AttributionBuilder builder, Relevance found, boolean withFeatures) {
        builder.value(found.value()).convergence(found.convergence().orElse(null));
        boolean isImage = prompt instanceof EncodedImage;
        boolean isPropagated = found instanceof Propagated;
        double[] all = withFeatures || isImage || !isPropagated ? found.features() : new double[0];
        if (withFeatures) {
            builder.embeddingRelevance(all);
        }
        if (found instanceof Propagated propagated) {
            builder.latent(propagated.latent())
                    .experts(propagated.experts())
                    .ledger(propagated.closing())
                    .units(propagated.units())
                    .hops(propagated.hops());
            if (withFeatures) {
                builder.embeddingGradient(propagated.gradient());
            }
        }
        switch (prompt) {
            case EncodedTokens text -> {
                double[] rows = found instanceof Propagated p ? p.tokens() : rowSums(all, text.length());
                builder.prompt(text.text())
                        .tokens(names.tokens(text, rows))
                        .answer(text.answer())
                        .segments(text.segments());
            }
            case EncodedImage image -> builder.pixels(pixels(image, all));
        }
    }

    private static PixelRelevance pixels(EncodedImage image, double[] relevance) {
        InputKind.Pixels kind = image.kind();
        return new PixelRelevance(
                kind.channels(),
                image.image().height(),
                image.image().width(),
                kind.patchHeight(),
                kind.patchWidth(),
                kind.leadingTokens(),
                relevance);
    }

    private static double[] rowSums(double[] features, int rows) {
        double[] sums = new double[rows];
        int columns = features.length / rows;
        for (int i = 0; i < features.length; i++) {
            sums[i / columns] += features[i];
        }
        return sums;
    }
}
