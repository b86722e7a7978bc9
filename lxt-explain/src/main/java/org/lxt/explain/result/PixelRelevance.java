// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.result;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.lxt.explain.request.ExplainException;

/**
 * Relevance of an image: of each channel of each pixel, of each pixel, of each patch. All three add up to the same sum, in
 * units of the logit. Two with the same sizes and numbers are equal.
 */
public final class PixelRelevance {
    private final int channels;
    private final int height;
    private final int width;
    private final int patchHeight;
    private final int patchWidth;
    private final int leadingTokens;
    private final double[] values;

    /**
     * Relevance of an image.
     *
     * @param channels channels of a pixel
     * @param height rows of pixels
     * @param width pixels of a row
     * @param patchHeight rows of pixels in a patch
     * @param patchWidth pixels in a row of a patch
     * @param leadingTokens tokens before those of the patches
     * @param values {@code [channels, height, width]}
     * @throws IllegalArgumentException if these sizes do not fit together
     */
    public PixelRelevance(
            int channels, int height, int width, int patchHeight, int patchWidth, int leadingTokens, double[] values) {
        boolean isWhole = channels > 0
                && height > 0
                && width > 0
                && patchHeight > 0
                && patchWidth > 0
                && leadingTokens >= 0
                && height % patchHeight == 0
                && width % patchWidth == 0;
        if (!isWhole || (long) channels * height * width != values.length) {
            throw new IllegalArgumentException(values.length + " numbers are not the relevance of " + channels + " x "
                    + height + " x " + width + " in patches of " + patchHeight + " x " + patchWidth);
        }
        this.channels = channels;
        this.height = height;
        this.width = width;
        this.patchHeight = patchHeight;
        this.patchWidth = patchWidth;
        this.leadingTokens = leadingTokens;
        this.values = values.clone();
    }

    /** Channels of a pixel. */
    public int channels() {
        return channels;
    }

    /** Rows of pixels. */
    public int height() {
        return height;
    }

    /** Pixels of a row. */
    public int width() {
        return width;
    }

    /** Rows of pixels in a patch. */
    public int patchHeight() {
        return patchHeight;
    }

    /** Pixels in a row of a patch. */
    public int patchWidth() {
        return patchWidth;
    }

    /** Rows of patches. */
    public int patchRows() {
        return height / patchHeight;
    }

    /** Patches of a row. */
    public int patchColumns() {
        return width / patchWidth;
    }

    /** Tokens before those of the patches in latent relevance, such as 1 for a class token. */
    public int leadingTokens() {
        return leadingTokens;
    }

    /** Relevance of each channel of each pixel, {@code [channels, height, width]}: value times gradient. */
    public double[] values() {
        return values.clone();
    }

    /** Relevance of a channel of each pixel, {@code [height, width]}. */
    public double[] channel(int channel) {
        if (channel < 0 || channel >= channels()) {
            throw new ExplainException(
                    "there is no channel " + channel + "; the image has the channels 0 to " + (channels() - 1));
        }
        int size = height * width;
        return Arrays.copyOfRange(values, channel * size, (channel + 1) * size);
    }

    /** Relevance of each pixel, {@code [height, width]}: the sum over its channels. */
    public double[] pixels() {
        double[] sums = new double[height * width];
        for (int i = 0; i < values.length; i++) {
            sums[i % sums.length] += values[i];
        }
        return sums;
    }

    /** Relevance of each patch, {@code [patchRows, patchColumns]}: the sum over its pixels. */
    public double[] patches() {
        double[] pixels = pixels();
        double[] sums = new double[patchRows() * patchColumns()];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                sums[y / patchHeight() * patchColumns() + x / patchWidth()] += pixels[y * width + x];
            }
        }
        return sums;
    }

    /** Relevance of each patch in a hidden state, {@code [patchRows, patchColumns]}, without the tokens before them. */
    public double[] patches(LatentRelevance latent) {
        double[] tokens = latent.relevance();
        return Arrays.copyOfRange(tokens, leadingTokens(), tokens.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PixelRelevance o
                && channels == o.channels
                && height == o.height
                && width == o.width
                && patchHeight == o.patchHeight
                && patchWidth == o.patchWidth
                && leadingTokens == o.leadingTokens
                && Arrays.equals(values, o.values);
    }

    @Override
    public int hashCode() {
        return Objects.hash(channels, height, width, patchHeight, patchWidth, leadingTokens, Arrays.hashCode(values));
    }

    /** Sum over the image. */
    public double sum() {
        return Arrays.stream(values).sum();
    }

    /** The relevance as plain data, as {@code pixels} in {@code docs/json.md}. */
    @JsonValue
    public Map<String, Object> toMap() {
        return PlainData.of(this);
    }

    /** In a few words. */
    @Override
    public String toString() {
        return InWords.of(this);
    }
}
