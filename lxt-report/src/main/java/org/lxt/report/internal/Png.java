// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.internal;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.lxt.report.SeenImage;

/** Pictures as PNG files in memory. */
public final class Png {
    private Png() {}

    /** The bytes of a PNG file. */
    public static byte[] bytes(BufferedImage picture) {
        try (ByteArrayOutputStream png = new ByteArrayOutputStream()) {
            ImageIO.write(picture, "png", png);
            return png.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A PNG file as text. */
    public static String base64(BufferedImage picture) {
        return Base64.getEncoder().encodeToString(bytes(picture));
    }

    /** A PNG file of an image as text. */
    public static String base64(SeenImage image) {
        return base64(picture(image));
    }

    /** An image as a picture. */
    public static BufferedImage picture(SeenImage image) {
        BufferedImage picture = new BufferedImage(image.width(), image.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                picture.setRGB(x, y, image.pixel(x, y));
            }
        }
        return picture;
    }

    /**
     * Red, green and blue of the pixels of a PNG file, row by row.
     *
     * @throws IllegalArgumentException if it is not a PNG file of this size
     */
    public static byte[] rgb(byte[] png, int width, int height) {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("png");
        ImageReader reader = readers.next();
        try (ImageInputStream input = ImageIO.createImageInputStream(new ByteArrayInputStream(png))) {
            reader.setInput(input, true, true);
            if (reader.getWidth(0) != width || reader.getHeight(0) != height) {
                throw new IllegalArgumentException("another size");
            }
            BufferedImage picture = reader.read(0);
            byte[] rgb = new byte[3 * width * height];
            int to = 0;
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    int pixel = picture.getRGB(x, y);
                    rgb[to++] = (byte) (pixel >> 16);
                    rgb[to++] = (byte) (pixel >> 8);
                    rgb[to++] = (byte) pixel;
                }
            }
            return rgb;
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        } finally {
            reader.dispose();
        }
    }
}
