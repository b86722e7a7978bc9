// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.vision.resize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lxt.checkpoint.SafetensorsFile;
import org.lxt.vision.ReferenceImages;
import org.lxt.vision.RgbImage;
import org.lxt.vision.decode.ImageFiles;

/** Resized images against those of Pillow and of torch, to the bit. */
class ResizedPixelsTest {
    private static final RgbImage IMAGE = ImageFiles.read(ReferenceImages.FOLDER.resolve("rgb.png"));

    static Stream<String> cases() {
        try (SafetensorsFile expected = ReferenceImages.open("resized")) {
            return expected.tensors().keySet().stream().sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void pixelsAreThoseOfTheLibrary(String name) {
        String[] parts = name.split("\\.");
        Resizer resizer = Resizer.valueOf(parts[0].toUpperCase(Locale.ROOT));
        Filter filter = Filter.valueOf(parts[1].toUpperCase(Locale.ROOT));
        String[] size = parts[2].split("x");
        RgbImage resized = resizer.resize(IMAGE, Integer.parseInt(size[0]), Integer.parseInt(size[1]), filter);
        try (SafetensorsFile expected = ReferenceImages.open("resized")) {
            assertThat(expected.tensor(name).shape()).containsExactly(resized.height(), resized.width(), 3);
            assertThat(ReferenceImages.largestDifference(resized, expected.longs(name)))
                    .isZero();
        }
    }
}
