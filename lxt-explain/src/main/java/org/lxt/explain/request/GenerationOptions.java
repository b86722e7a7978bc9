// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a prompt is continued, and when that ends: with a token that ends an answer, with a stop text, or after so many tokens.
 *
 * {@snippet :
 * GenerationOptions options = GenerationOptions.greedy(200)
 *         .sampled(Sampling.seeded(7).withTemperature(0.7).withTopP(0.9))
 *         .stoppingAt("\n\n");
 * }
 *
 * @param tokens how many tokens are generated at most
 * @param sampling how tokens are drawn; empty for the token of the largest logit
 * @param stopTexts texts that end the answer as soon as it contains one, across tokens too; as in transformers their tokens
 *     stay part of it
 */
public record GenerationOptions(int tokens, Optional<Sampling> sampling, List<String> stopTexts) {
    /**
     * Copies the texts.
     *
     * @throws ExplainException if no token is to be generated, or a stop text is empty
     */
    public GenerationOptions {
        if (tokens < 1) {
            throw new ExplainException("at least 1 token must be generated, not " + tokens);
        }
        if (stopTexts.contains("")) {
            throw new ExplainException("a stop text is empty; give the text that ends the answer");
        }
        stopTexts = List.copyOf(stopTexts);
    }

    /** The token of the largest logit each time, without stop texts. */
    public static GenerationOptions greedy(int tokens) {
        return new GenerationOptions(tokens, Optional.empty(), List.of());
    }

    /** The same with tokens drawn by chance. */
    public GenerationOptions sampled(Sampling how) {
        return new GenerationOptions(tokens, Optional.of(how), stopTexts);
    }

    /** The same with further stop texts. */
    public GenerationOptions stoppingAt(String... texts) {
        List<String> all = new ArrayList<>(stopTexts);
        all.addAll(List.of(texts));
        return new GenerationOptions(tokens, sampling, all);
    }
}
