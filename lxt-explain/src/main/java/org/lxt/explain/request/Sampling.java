// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.request;

import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How tokens are drawn by chance, as the options of the same names of transformers' {@code generate} say it: logits are
 * divided by the temperature, then all but the {@code topK} largest are left out, then all that the most probable tokens of
 * mass {@code topP} do without, and one of what is left is drawn by its probability. Unlike there, none of them has a default
 * other than to change nothing.
 *
 * <p>Draws come from {@link java.util.SplittableRandom}, which is SplitMix64 (Steele, Lea and Flood, 2014), one number for
 * each token: the token is the first, by id, up to which the probabilities add up to more. The same seed gives the same text on
 * the same backend.
 *
 * @param temperature above 0; below 1 large logits are preferred more, above 1 less
 * @param topK how many of the largest logits are drawn from; others that equal the last of them count, too
 * @param topP the probability that the tokens drawn from have together, at least; above 0 and at most 1
 * @param seed where the draws begin
 */
public record Sampling(double temperature, OptionalInt topK, OptionalDouble topP, long seed) {
    /**
     * Checks that something can be drawn.
     *
     * @throws ExplainException if not
     */
    public Sampling {
        if (!(temperature > 0) || Double.isInfinite(temperature)) {
            throw new ExplainException("the temperature must be a number above 0, not " + temperature
                    + "; for the largest logit, generate greedily");
        }
        if (topK.isPresent() && topK.getAsInt() < 1) {
            throw new ExplainException("top-k must leave at least 1 token, not " + topK.getAsInt());
        }
        if (topP.isPresent() && !(topP.getAsDouble() > 0 && topP.getAsDouble() <= 1)) {
            throw new ExplainException("top-p must be above 0 and at most 1, not " + topP.getAsDouble());
        }
    }

    /** Draws by the model's own probabilities. */
    public static Sampling seeded(long seed) {
        return new Sampling(1, OptionalInt.empty(), OptionalDouble.empty(), seed);
    }

    /** The same at another temperature. */
    public Sampling withTemperature(double value) {
        return new Sampling(value, topK, topP, seed);
    }

    /** The same from so many of the largest logits. */
    public Sampling withTopK(int value) {
        return new Sampling(temperature, OptionalInt.of(value), topP, seed);
    }

    /** The same from the most probable tokens that have so much probability together. */
    public Sampling withTopP(double value) {
        return new Sampling(temperature, topK, OptionalDouble.of(value), seed);
    }
}
