// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.vision.prepare;

import java.util.Locale;
import java.util.Optional;
import org.lxt.vision.ImageException;
import org.lxt.vision.RgbImage;
import org.lxt.vision.Size;
import org.lxt.vision.resize.Filter;
import org.lxt.vision.resize.Resizer;

/**
 * What is done to an image before a model sees it: resized, cut, rescaled, normalised, in this order.
 *
 * @param origin whose rules these are, such as a file's name
 * @param resize how it is resized; empty if it is not
 * @param crop what is cut out; empty if nothing is
 * @param rescale factor of a channel's 0 to 255
 * @param mean what is then taken from each channel
 * @param deviation what each channel is then divided by
 */
public record Preprocessing(
        String origin,
        Optional<Resize> resize,
        Optional<Crop> crop,
        double rescale,
        double[] mean,
        double[] deviation) {
    /**
     * How an image is resized.
     *
     * @param to the size
     * @param filter the weights
     * @param resizer whose arithmetic
     */
    public record Resize(ResizeTo to, Filter filter, Resizer resizer) {}

    /** Largest edge of an image that is resized; what is larger comes from a wrong option or a very thin image. */
    static final int LONGEST_EDGE = 16_384;

    /** Copies the arrays. */
    public Preprocessing {
        mean = mean.clone();
        deviation = deviation.clone();
    }

    /** What is taken from each channel; a copy. */
    @Override
    public double[] mean() {
        return mean.clone();
    }

    /** What each channel is divided by; a copy. */
    @Override
    public double[] deviation() {
        return deviation.clone();
    }

    /**
     * The image that a model sees.
     *
     * @throws ImageException if the image is too thin to be resized in proportion
     */
    public ModelImage apply(RgbImage image) {
        RgbImage shown = resized(image);
        if (crop.isPresent()) {
            shown = crop.get().of(shown);
        }
        int pixels = shown.width() * shown.height();
        double[] values = new double[RgbImage.CHANNELS * pixels];
        for (int i = 0; i < pixels; i++) {
            for (int c = 0; c < RgbImage.CHANNELS; c++) {
                double sample = (shown.rgb()[i * RgbImage.CHANNELS + c] & 0xff) * rescale;
                values[c * pixels + i] = (sample - mean[c]) / deviation[c];
            }
        }
        return new ModelImage(shown, values);
    }

    private RgbImage resized(RgbImage image) {
        if (resize.isEmpty()) {
            return image;
        }
        Size size = resize.get().to().of(new Size(image.width(), image.height()));
        if (Math.max(size.width(), size.height()) > LONGEST_EDGE) {
            throw new ImageException("an image of " + image.width() + " x " + image.height()
                    + " pixels would be resized to " + size + ", for it is very thin; cut it first");
        }
        return resize.get()
                .resizer()
                .resize(image, size.width(), size.height(), resize.get().filter());
    }

    /** In a few words, such as {@code resized to 256 at the shorter edge (bilinear), cut to 224 x 224}. */
    public String description() {
        String resizing = resize.map(
                        r -> "resized to " + r.to() + " (" + r.filter().name().toLowerCase(Locale.ROOT) + ")")
                .orElse("not resized");
        return resizing + crop.map(c -> ", cut to " + c.size()).orElse("");
    }
}
