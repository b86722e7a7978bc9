// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.method;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Normally distributed numbers, one for each token or patch: what an explanation must be better than. They depend on the seed
 * and the input alone, so that the same prompt gets the same numbers in any company, and different prompts different ones.
 *
 * @param seed another seed gives other numbers
 */
public record RandomRelevance(long seed) implements Method {
    @Override
    public String name() {
        return "random(" + seed + ")";
    }

    @Override
    public List<Relevance> run(Passes passes, List<Question> questions) {
        List<Relevance> result = new ArrayList<>();
        for (Asked asked : passes.ask(questions)) {
            Random random = new Random(seed * 0x9E3779B97F4A7C15L + hash(asked.input()));
            double[] parts = new double[asked.question().parts().size()];
            Arrays.setAll(parts, _ -> random.nextGaussian());
            result.add(Relevance.ofTokens(asked, parts));
        }
        return result;
    }

    /** Of the numbers as float32, which are the same on each backend. */
    private static long hash(double[] input) {
        long hash = 1;
        for (double value : input) {
            hash = 31 * hash + Float.floatToIntBits((float) value);
        }
        return hash;
    }
}
