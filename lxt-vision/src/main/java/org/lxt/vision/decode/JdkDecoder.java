// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.vision.decode;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;
import org.lxt.api.Fault;
import org.lxt.vision.RgbImage;

/** Pixels by the decoders of the JDK and, for lossless WebP, of TwelveMonkeys. */
final class JdkDecoder {
    private static final String WEBP_READER = "com.twelvemonkeys.imageio.plugins.webp.WebPImageReaderSpi";

    private JdkDecoder() {}

    @FunctionalInterface
    private interface Reading<T> {
        T read(ImageReader reader) throws IOException;
    }

    /** The components of a JPEG file as they are stored. */
    static Raster jpeg(JpegFile file) throws Problem {
        return read("JPEG", jdk("jpeg"), file.bytes(), reader -> reader.readRaster(0, null));
    }

    static RgbImage png(PngFile file) throws Problem {
        BufferedImage image = read("PNG", jdk("png"), file.bytes(), reader -> reader.read(0));
        boolean clipped = file.depth() == 16 && file.colors() == PngFile.GREY;
        return rgb(image, file.depth() == 16, clipped);
    }

    static RgbImage losslessWebp(byte[] file) throws Problem {
        return rgb(read("WebP", webp(), file, reader -> reader.read(0)), false, false);
    }

    /** Found as a service: the reader is an automatic module, and an image that is linked without it reads all other formats. */
    private static ImageReader webp() throws Problem {
        try {
            return Stream.of(
                            JdkDecoder.class.getClassLoader(),
                            Thread.currentThread().getContextClassLoader())
                    .flatMap(loader -> ServiceLoader.load(ImageReaderSpi.class, loader).stream())
                    .filter(provider -> provider.type().getName().equals(WEBP_READER))
                    .findFirst()
                    .orElseThrow(() -> noWebpReader(null))
                    .get()
                    .createReaderInstance();
        } catch (IOException | ServiceConfigurationError e) {
            throw noWebpReader(e);
        }
    }

    private static Problem noWebpReader(@Nullable Throwable cause) {
        return new Problem(
                Fault.SETUP,
                "is a lossless WebP file, and its reader is not there; add the library"
                        + " com.twelvemonkeys.imageio:imageio-webp, or convert the file to PNG",
                cause);
    }

    static RgbImage gif(byte[] file) throws Problem {
        BufferedImage image = read("GIF", jdk("gif"), file, reader -> reader.read(0));
        if (image.getWidth() != Bytes.u16Little(file, 6) || image.getHeight() != Bytes.u16Little(file, 8)) {
            throw new Problem("is a GIF file whose first frame does not fill it; save it as a PNG file");
        }
        return rgb(image, false, false);
    }

    static RgbImage bmp(byte[] file) throws Problem {
        return rgb(read("BMP", jdk("bmp"), file, reader -> reader.read(0)), false, false);
    }

    private static ImageReader jdk(String format) throws Problem {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            if (reader.getClass().getName().startsWith("com.sun.imageio.")) {
                return reader;
            }
        }
        throw new Problem(
                Fault.SETUP, "is a " + format + " file, and this Java runtime has no decoder for it; use a whole JDK");
    }

    // Decoders meet bytes of all kinds and throw what comes out of it.
    @SuppressWarnings("IdentifierName")
    private static <T> T read(String format, ImageReader reader, byte[] bytes, Reading<T> reading) throws Problem {
        try (ImageInputStream input = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            reader.setInput(input, true, true);
            return reading.read(reader);
        } catch (IOException | RuntimeException e) {
            throw Problem.damaged("is a " + format + " file whose pixels cannot be read");
        } finally {
            reader.dispose();
        }
    }

    /** Stored samples as they are, without the colour conversion of the JDK; alpha dropped. */
    private static RgbImage rgb(BufferedImage image, boolean deep, boolean clipped) {
        int width = image.getWidth();
        int height = image.getHeight();
        byte[] rgb = new byte[width * height * RgbImage.CHANNELS];
        Raster raster = image.getRaster();
        boolean indexed = image.getColorModel() instanceof IndexColorModel;
        int bands = raster.getNumBands();
        boolean grey = bands < RgbImage.CHANNELS;
        int to = 0;
        int[] row = new int[width * bands];
        for (int y = 0; y < height; y++) {
            raster.getPixels(0, y, width, 1, row);
            for (int x = 0; x < width; x++) {
                int packed = indexed ? image.getColorModel().getRGB(row[x]) : 0;
                for (int c = 0; c < RgbImage.CHANNELS; c++) {
                    int sample = indexed ? packed >> (16 - 8 * c) : row[x * bands + (grey ? 0 : c)];
                    rgb[to++] = (byte) (clipped ? Math.min(sample, 255) : deep ? sample >> 8 : sample);
                }
            }
        }
        return new RgbImage(width, height, rgb);
    }
}
