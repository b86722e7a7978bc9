// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.vision.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.vision.ImageException;
import org.lxt.vision.ReferenceImages;
import org.lxt.vision.RgbImage;

/** Images that cannot be used, each refused by one sentence. */
class BadImagesTest {
    private static final int MUTATIONS = 400;

    private static final String AGAIN = "; the file is damaged or incomplete, so download or export it again";

    @TempDir
    Path folder;

    private static void assertRefused(byte[] file, String problem) {
        assertThatThrownBy(() -> ImageFiles.decode("x", file))
                .isInstanceOf(ImageException.class)
                .hasMessage("x: " + problem);
    }

    private static byte[] good(String name) {
        try {
            return Files.readAllBytes(ReferenceImages.FOLDER.resolve(name));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aPathThatIsNoFile() {
        Path missing = folder.resolve("cat.jpg");
        assertThatThrownBy(() -> ImageFiles.read(missing))
                .isInstanceOf(ImageException.class)
                .hasMessage(missing + ": does not exist; give the path of an image");
        assertThatThrownBy(() -> ImageFiles.read(folder))
                .isInstanceOf(ImageException.class)
                .hasMessage(folder + ": is not a regular file; give the path of an image");
    }

    static Stream<Arguments> others() {
        return Stream.of(
                arguments("II*\0....", "a TIFF file"),
                arguments("MM\0*....", "a TIFF file"),
                arguments("\0\0\0\u0018ftypheic", "a HEIC, AVIF or video file"),
                arguments("%PDF-1.7", "a PDF document"),
                arguments("8BPS\0\u0001", "a Photoshop file"),
                arguments("PK\u0003\u0004", "a zip archive"),
                arguments("<svg xmlns=", "not an image of a known format"),
                arguments("a", "not an image of a known format"));
    }

    @ParameterizedTest
    @MethodSource("others")
    void aFileOfAnotherKindIsNamed(String start, String kind) {
        assertRefused(
                start.getBytes(StandardCharsets.ISO_8859_1),
                "is " + kind + ", but images are read as PNG, JPEG, WebP, GIF or BMP; convert it to one of these");
    }

    @Test
    void anEmptyFile() {
        assertRefused(new byte[0], "is empty; give the path of an image");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rgb.png",
                "interlaced.png",
                "jpeg-420.jpg",
                "jpeg-420-progressive.jpg",
                "jpeg-cmyk.jpg",
                "lossy.webp",
                "lossless.webp",
                "lossy-alpha.webp",
                "palette.gif",
                "rgb.bmp"
            })
    void aTruncatedImageIsRefused(String name) {
        byte[] file = good(name);
        for (int size = 1; size < file.length - 2; size += Math.max(1, file.length / 60)) {
            byte[] start = Arrays.copyOf(file, size);
            assertThatThrownBy(() -> ImageFiles.decode("x", start))
                    .as("%s cut to %d bytes", name, size)
                    .isInstanceOf(ImageException.class)
                    .hasMessageMatching("x: [^\\n]*");
        }
    }

    private static byte[] png(int width, int height, byte[] pixels) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(PngFile.SIGNATURE.getBytes(StandardCharsets.ISO_8859_1));
        chunk(
                file,
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put((byte) 8)
                        .put((byte) 2)
                        .array());
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
            deflater.write(pixels);
        }
        chunk(file, "IDAT", packed.toByteArray());
        chunk(file, "IEND", new byte[0]);
        return file.toByteArray();
    }

    private static void chunk(ByteArrayOutputStream file, String kind, byte[] body) throws IOException {
        byte[] name = kind.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(body);
        file.write(ByteBuffer.allocate(4).putInt(body.length).array());
        file.write(name);
        file.write(body);
        file.write(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    }

    @ParameterizedTest
    @CsvSource({"100000,100000", "2147483647,2147483647", "89478486,1", "1,2000000000"})
    void aBombOfPixelsIsRefusedByItsHeader(int width, int height) throws IOException {
        assertRefused(
                png(width, height, new byte[1000]),
                "declares " + width + " x " + height
                        + " pixels, more than the 89478485 that are read; make it smaller first");
    }

    @Test
    void otherFormatsThatDeclareHugeSizesAreRefused() {
        byte[] jpeg = good("jpeg-444.jpg");
        int frame = find(jpeg, 0xff, 0xc0);
        Arrays.fill(jpeg, frame + 5, frame + 9, (byte) 0xff);
        assertRefused(
                jpeg, "declares 65535 x 65535 pixels, more than the 89478485 that are read; make it smaller first");
        byte[] gif = good("palette.gif");
        Arrays.fill(gif, 6, 10, (byte) 0xff);
        assertRefused(
                gif, "declares 65535 x 65535 pixels, more than the 89478485 that are read; make it smaller first");
        byte[] bmp = good("rgb.bmp");
        Arrays.fill(bmp, 18, 21, (byte) 0xff);
        bmp[24] = 1;
        assertThatThrownBy(() -> ImageFiles.decode("x", bmp))
                .hasMessageStartingWith("x: declares 16777215 x 65583 pixels");
        byte[] webp = good("lossless.webp");
        Arrays.fill(webp, 21, 25, (byte) 0xff);
        assertRefused(
                webp, "declares 16384 x 16384 pixels, more than the 89478485 that are read; make it smaller first");
        byte[] zero = good("palette.gif");
        Arrays.fill(zero, 6, 8, (byte) 0);
        assertRefused(zero, "declares a size of 0 x 47 pixels" + AGAIN);
    }

    private static int find(byte[] bytes, int first, int second) {
        for (int i = 0; i < bytes.length - 1; i++) {
            if ((bytes[i] & 0xff) == first && (bytes[i + 1] & 0xff) == second) {
                return i;
            }
        }
        throw new AssertionError("not there");
    }

    @Test
    void pixelsThatAreMissingOrWrongAreRefused() throws IOException {
        assertRefused(png(4, 4, new byte[13]), "is a PNG file whose pixels cannot be read" + AGAIN);
        byte[] changed = good("rgb.png");
        changed[changed.length / 2] ^= 1;
        assertRefused(changed, "is a PNG file with a wrong checksum" + AGAIN);
        byte[] arithmetic = good("jpeg-444.jpg");
        arithmetic[find(arithmetic, 0xff, 0xc0) + 1] = (byte) 0xc9;
        assertRefused(
                arithmetic,
                "is a JPEG file of a kind that is not read (frame 0xc9: lossless, hierarchical or arithmetic coding);"
                        + " save it as a usual JPEG");
        byte[] deep = good("jpeg-444.jpg");
        deep[find(deep, 0xff, 0xc0) + 4] = 12;
        assertRefused(deep, "is a JPEG file of 12 bits a sample, of which only 8 are read; save it as a usual JPEG");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rgb.png",
                "jpeg-420.jpg",
                "jpeg-420-progressive.jpg",
                "lossy.webp",
                "lossless.webp",
                "palette.gif",
                "rgb.bmp"
            })
    void anImageChangedAtRandomIsReadOrRefused(String name) {
        byte[] file = good(name);
        Random random = new Random(7);
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] changed = file.clone();
            for (int k = random.nextInt(4); k >= 0; k--) {
                int at = random.nextInt(random.nextBoolean() ? Math.min(64, file.length) : file.length);
                changed[at] = (byte) random.nextInt(256);
            }
            try {
                RgbImage image = ImageFiles.decode("x", changed);
                assertThat(image.rgb()).hasSize(image.width() * image.height() * 3);
            } catch (ImageException e) {
                assertThat(e.getMessage()).startsWith("x: ").doesNotContain("\n");
            }
        }
    }
}
