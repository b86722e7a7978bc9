// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tasks;

import java.nio.file.Path;
import java.util.Arrays;
import org.lxt.vision.RgbImage;
import org.lxt.vision.decode.ImageFiles;

/** An image as a file holds it, decoded: PNG, JPEG, WebP, GIF or BMP. Two are equal if their names and files are. */
public final class GivenImage {
    private final String name;
    private final byte[] file;
    private final RgbImage pixels;

    private GivenImage(String name, byte[] file, RgbImage pixels) {
        this.name = name;
        this.file = file;
        this.pixels = pixels;
    }

    /**
     * Reads an image.
     *
     * @throws org.lxt.vision.ImageException if there is no such file, it is not an image of these formats, it is damaged or too
     *     large
     */
    public static GivenImage read(Path path) {
        byte[] file = ImageFiles.bytes(path);
        return new GivenImage(String.valueOf(path.getFileName()), file, ImageFiles.decode(path.toString(), file));
    }

    /**
     * An image that was sent.
     *
     * @param name what it is called in messages and reports
     * @param file the bytes of the file
     * @throws org.lxt.vision.ImageException as {@link #read}
     */
    public static GivenImage of(String name, byte[] file) {
        byte[] own = file.clone();
        return new GivenImage(name, own, ImageFiles.decode(name, own));
    }

    /** What it is called. */
    public String name() {
        return name;
    }

    /** The bytes of its file. */
    public byte[] file() {
        return file.clone();
    }

    /** What it shows. */
    public RgbImage pixels() {
        return pixels;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof GivenImage o && name.equals(o.name) && Arrays.equals(file, o.file);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(file);
    }

    @Override
    public String toString() {
        return name + ", " + pixels.width() + " x " + pixels.height();
    }
}
