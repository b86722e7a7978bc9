// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.vision;

import java.nio.file.Path;
import org.lxt.checkpoint.SafetensorsFile;

/** The images of {@code oracle/images} and what Pillow, torchvision, transformers and timm make of them. */
public final class ReferenceImages {
    /** Where they are. */
    public static final Path FOLDER = Path.of(System.getProperty("lxt.root"), "oracle", "images");

    private ReferenceImages() {}

    /** Opens a file of expected numbers. */
    public static SafetensorsFile open(String name) {
        return SafetensorsFile.open(FOLDER.resolve(name + ".safetensors"));
    }

    /** Largest absolute difference of a sample. */
    public static long largestDifference(RgbImage image, long[] expected) {
        long largest = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs((image.rgb()[i] & 0xff) - expected[i]));
        }
        return largest;
    }
}
