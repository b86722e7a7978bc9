// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.vision.decode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.lxt.api.Fault;
import org.lxt.vision.ImageException;
import org.lxt.vision.RgbImage;
import org.lxt.vision.vp8.Vp8Image;

/**
 * Reads images as Pillow's {@code ImageOps.exif_transpose(Image.open(file)).convert("RGB")} does, which is what
 * transformers' {@code load_image} calls: turned as the camera was held, alpha dropped and not blended, profiles not
 * applied, grey of 16 bits clipped at 255. PNG, JPEG, WebP, GIF and BMP, told apart by their content, whatever the name.
 */
public final class ImageFiles {
    private ImageFiles() {}

    /**
     * Reads an image.
     *
     * @throws ImageException if there is no such file, it is not an image of these formats, it is damaged or too large
     */
    public static RgbImage read(Path path) {
        return decode(path.toString(), bytes(path));
    }

    /**
     * The bytes of a file that may be an image, for {@link #decode}.
     *
     * @throws ImageException if there is no such file, or it is too large
     */
    public static byte[] bytes(Path path) {
        if (!Files.exists(path)) {
            throw new ImageException(path + ": does not exist; give the path of an image");
        }
        // Opening a pipe would wait for a writer that may never come.
        if (!Files.isRegularFile(path)) {
            throw new ImageException(path + ": is not a regular file; give the path of an image");
        }
        try {
            if (Files.size(path) > Limits.MOST_BYTES) {
                throw new ImageException(path + ": has " + Files.size(path) + " bytes, more than the "
                        + Limits.MOST_BYTES + " that are read; make it smaller first");
            }
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new ImageException(Fault.SETUP, path + ": cannot be read; check its permissions and the disk", e);
        }
    }

    /**
     * Reads an image from its bytes.
     *
     * @param name its name, for messages
     * @throws ImageException as {@link #read}
     */
    public static RgbImage decode(String name, byte[] file) {
        try {
            return decode(file);
        } catch (Problem e) {
            throw new ImageException(e.fault(), name + ": " + e.getMessage(), e);
        } catch (OutOfMemoryError e) {
            throw new ImageException(
                    name + ": needs more memory than this JVM has; make the image smaller, or give the JVM more (-Xmx)",
                    e);
        }
    }

    private static RgbImage decode(byte[] file) throws Problem {
        if (Bytes.isAt(file, 0, PngFile.SIGNATURE)) {
            PngFile png = PngFile.of(file);
            return Orientation.upright(JdkDecoder.png(png), png.orientation());
        }
        if (Bytes.isAt(file, 0, JpegFile.SIGNATURE)) {
            JpegFile jpeg = JpegFile.of(file);
            return Orientation.upright(JpegColors.rgb(JdkDecoder.jpeg(jpeg), jpeg.space()), jpeg.orientation());
        }
        if (WebpFile.isWebp(file)) {
            WebpFile webp = WebpFile.of(file);
            byte[] frame = webp.frame();
            return Orientation.upright(
                    frame == null ? JdkDecoder.losslessWebp(file) : lossyWebp(frame), webp.orientation());
        }
        if (SmallFormats.isGif(file)) {
            SmallFormats.checkGif(file);
            return JdkDecoder.gif(file);
        }
        if (SmallFormats.isBmp(file)) {
            SmallFormats.checkBmp(file);
            return JdkDecoder.bmp(file);
        }
        throw new Problem(
                file.length == 0
                        ? "is empty; give the path of an image"
                        : "is " + what(file)
                                + ", but images are read as PNG, JPEG, WebP, GIF or BMP; convert it to one of these");
    }

    private static RgbImage lossyWebp(byte[] frame) throws Problem {
        try {
            return Vp8Image.decode(frame);
        } catch (IOException e) {
            throw Problem.damaged("is a WebP file whose pixels cannot be read: " + e.getMessage());
        }
    }

    private static String what(byte[] file) {
        if (Bytes.isAt(file, 0, "II*\0") || Bytes.isAt(file, 0, "MM\0*")) {
            return "a TIFF file";
        }
        if (Bytes.isAt(file, 4, "ftyp")) {
            return "a HEIC, AVIF or video file";
        }
        if (Bytes.isAt(file, 0, "%PDF")) {
            return "a PDF document";
        }
        if (Bytes.isAt(file, 0, "8BPS")) {
            return "a Photoshop file";
        }
        if (Bytes.isAt(file, 0, "PK\u0003\u0004")) {
            return "a zip archive";
        }
        return "not an image of a known format";
    }
}
