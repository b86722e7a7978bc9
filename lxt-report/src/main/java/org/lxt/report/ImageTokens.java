// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report;

import java.util.ArrayList;
import java.util.List;
import org.lxt.explain.result.PixelRelevance;
import org.lxt.explain.result.TokenRelevance;

/** What a vision transformer makes of an image: tokens of its own, such as the class token, and one for each patch. */
final class ImageTokens {
    private static final List<String> LEADING = List.of("class token", "distillation token");

    private ImageTokens() {}

    /** The tokens with their relevance; those that are not patches hold nothing of the image. */
    static List<TokenRelevance> of(PixelRelevance pixels) {
        List<TokenRelevance> tokens = new ArrayList<>();
        for (int i = 0; i < pixels.leadingTokens(); i++) {
            tokens.add(new TokenRelevance(i, i, LEADING.get(Math.min(i, LEADING.size() - 1)), 0, 0, true, 0));
        }
        double[] patches = pixels.patches();
        for (int i = 0; i < patches.length; i++) {
            String place = "row " + i / pixels.patchColumns() + ", column " + i % pixels.patchColumns();
            tokens.add(new TokenRelevance(tokens.size(), tokens.size(), place, 0, 0, false, patches[i]));
        }
        return tokens;
    }
}
