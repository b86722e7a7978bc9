package org.lxt.explain.result;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Map;
import org.lxt.explain.request.ExplainException;
import org.lxt.spi.InputKind;

/**
 * Relevance of an image: of each channel of each pixel, of each pixel, of each patch. All three add up to the same sum, in
 * units of the logit.
 */
public final class PixelRelevance {
    private final InputKind.Pixels kind;
    private final int height;
    private final int width;
    private final double[] values;

    /**
     * Relevance of an image.
     *
     * @param values {@code [channels, height, width]}
     */
    public PixelRelevance(InputKind.Pixels kind, int height, int width, double[] values) {
        this.kind = kind;
        this.height = height;
        this.width = width;
        this.values = values;
    }

    /** Channels of a pixel. */
    public int channels() {
        return kind.channels();
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
        return kind.patchHeight();
    }

    /** Pixels in a row of a patch. */
    public int patchWidth() {
        return kind.patchWidth();
    }

    /** Rows of patches. */
    public int patchRows() {
        return height / kind.patchHeight();
    }

    /** Patches of a row. */
    public int patchColumns() {
        return width / kind.patchWidth();
    }

    /** Tokens before those of the patches in latent relevance, such as 1 for a class token. */
    public int leadingTokens() {
        return kind.leadingTokens();
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
