// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.vit;

import java.util.List;
import org.lxt.spi.InputKind;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.checkpoint.ModelException;
import org.lxt.spi.parts.options.Heads;
import org.lxt.tensor.backend.kernel.Activation;

/**
 * The checked sizes and options of a vision transformer.
 *
 * @param input what it reads
 * @param hidden width of a token
 * @param layers number of layers
 * @param heads attention heads
 * @param inner width between the two layers of an MLP
 * @param activation activation of the MLP
 * @param normEpsilon added to the variance in norms
 * @param biased whether the projections into attention have biases
 */
record VitConfig(
        InputKind.Pixels input,
        int hidden,
        int layers,
        Heads heads,
        int inner,
        Activation activation,
        double normEpsilon,
        boolean biased) {
    /**
     * A height and a width.
     *
     * @param height rows of pixels
     * @param width pixels of a row
     */
    record Extent(int height, int width) {
        /** An option that is one number for both, or a list of both; {@code absent} if it is absent. */
        static Extent read(ModelConfig config, String name, Extent absent) {
            Object value = config.raw(name);
            if (value instanceof List<?>) {
                double[] both = config.numbers(name).orElseThrow();
                if (both.length != 2 || !isSize(both[0]) || !isSize(both[1])) {
                    throw config.wrong(name, "a positive integer, or a list of a height and a width", value);
                }
                return new Extent((int) both[0], (int) both[1]);
            }
            return config.optionalPositive(name).stream()
                    .mapToObj(n -> new Extent(n, n))
                    .findFirst()
                    .orElse(absent);
        }

        private static boolean isSize(double value) {
            return value == Math.rint(value) && value >= 1 && value <= Integer.MAX_VALUE;
        }
    }

    /** More patches than any image has: keeps what is computed from it within bounds. */
    private static final int MOST_PATCHES = 1 << 16;

    /**
     * Checks that an image can be cut into patches.
     *
     * @param option the option that says how large an image is, for the message
     */
    static InputKind.Pixels input(
            ModelConfig config, String option, int channels, Extent image, Extent patch, int leadingTokens) {
        InputKind.Pixels input = new InputKind.Pixels(
                channels, image.height(), image.width(), patch.height(), patch.width(), leadingTokens);
        long patches = (long) (image.height() / patch.height()) * (image.width() / patch.width());
        if (patches > MOST_PATCHES || !input.canCut(image.height(), image.width())) {
            throw config.wrong(
                    option,
                    "a multiple of the patch size (" + patch.height() + " x " + patch.width() + "), of at most "
                            + MOST_PATCHES + " patches",
                    image.height() + " x " + image.width());
        }
        return input;
    }

    /** Heads of equal width. */
    static Heads heads(ModelConfig config, String option, int count, int hidden) {
        if (hidden % count != 0) {
            throw config.wrong(option, "a divisor of the hidden size (" + hidden + ")", count);
        }
        return new Heads(count, count, hidden / count);
    }

    /** The image that a square grid of patches makes up, where nothing says how large it is. */
    static Extent imageOf(int patches, Extent patch) {
        int side = VitShapes.side(patches);
        if (side == 0) {
            throw new ModelException("the model has positions for " + patches
                    + " patches, which fill no square; give a config.json that says how large an image is");
        }
        return new Extent(side * patch.height(), side * patch.width());
    }
}
