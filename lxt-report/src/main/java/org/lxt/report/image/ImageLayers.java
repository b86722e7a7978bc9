// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.image;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import org.lxt.explain.result.PixelRelevance;
import org.lxt.report.SeenImage;
import org.lxt.report.heat.Heatmap;
import org.lxt.report.heat.Range;
import org.lxt.report.internal.Png;

/** The layers of which pictures of an explained image are made: a heatmap, the image, and what lies between. */
public final class ImageLayers {
    // Luma of ITU-R BT.601, the common way to make grey
    private static final double[] LUMA = {0.299, 0.587, 0.114};

    /** What black becomes where an image is a background. */
    private static final int DARKEST = 96;

    private ImageLayers() {}

    /** Relevance as colours, one pixel of the picture for each of the image. */
    public static BufferedImage heat(PixelRelevance pixels, ImageLook look) {
        double[] values = values(pixels, look.patches());
        return Heatmap.of(values, pixels.width(), pixels.height(), Range.symmetric(values))
                .draw(look.colors().palette(look.level()));
    }

    /** Relevance of each pixel, or at each pixel that of its patch. */
    private static double[] values(PixelRelevance pixels, boolean patches) {
        if (!patches) {
            return pixels.pixels();
        }
        double[] sums = pixels.patches();
        double[] values = new double[pixels.height() * pixels.width()];
        for (int i = 0; i < values.length; i++) {
            int row = i / pixels.width() / pixels.patchHeight();
            values[i] = sums[row * pixels.patchColumns() + i % pixels.width() / pixels.patchWidth()];
        }
        return values;
    }

    /** Relevance as colours that let through what is below: the stronger, the less. */
    public static BufferedImage glass(PixelRelevance pixels, ImageLook look) {
        double[] values = values(pixels, look.patches());
        Range range = Range.symmetric(values);
        int[] palette = look.colors().palette(look.level());
        BufferedImage picture = new BufferedImage(pixels.width(), pixels.height(), BufferedImage.TYPE_INT_ARGB);
        for (int i = 0; i < values.length; i++) {
            double strength = range.max() > 0 ? Math.min(1, Math.abs(values[i]) / range.max() * look.level()) : 0;
            // The end of the palette, so that weak relevance is thin and not pale.
            int color = palette[values[i] < 0 ? 0 : palette.length - 1];
            int alpha = (int) Math.round(255 * strength);
            picture.setRGB(i % pixels.width(), i / pixels.width(), alpha << 24 | color);
        }
        return picture;
    }

    /**
     * The image, its heatmap, and the heatmap over the image in grey; each pixel a square of the size that the look
     * gives.
     */
    public static List<BufferedImage> sideBySide(SeenImage image, PixelRelevance pixels, ImageLook look) {
        int zoom = look.zoom(image.width(), image.height());
        return List.of(
                stack(zoom, image(image)),
                stack(zoom, heat(pixels, look)),
                stack(zoom, grey(image), glass(pixels, look)));
    }

    /** Layers over each other, each pixel a square. */
    static BufferedImage stack(int zoom, BufferedImage... layers) {
        BufferedImage picture = new BufferedImage(
                layers[0].getWidth() * zoom, layers[0].getHeight() * zoom, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = picture.createGraphics();
        for (BufferedImage layer : layers) {
            g.drawImage(layer, 0, 0, picture.getWidth(), picture.getHeight(), null);
        }
        g.dispose();
        return picture;
    }

    /** The image. */
    public static BufferedImage image(SeenImage image) {
        return Png.picture(image);
    }

    /** The image in a light grey, so that dark parts do not drown the colours over them. */
    public static BufferedImage grey(SeenImage image) {
        BufferedImage picture = new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                int pixel = image.pixel(x, y);
                double luma = LUMA[0] * (pixel >> 16) + LUMA[1] * (pixel >> 8 & 0xff) + LUMA[2] * (pixel & 0xff);
                picture.setRGB(x, y, (int) Math.round(DARKEST + (255 - DARKEST) * luma / 255) * 0x010101);
            }
        }
        return picture;
    }
}
