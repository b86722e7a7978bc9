// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.vision.decode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lxt.checkpoint.SafetensorsFile;
import org.lxt.vision.ReferenceImages;
import org.lxt.vision.RgbImage;

/** The pixels of images of every kind against Pillow's. */
class DecodedPixelsTest {
    static Stream<String> images() {
        try (SafetensorsFile expected = ReferenceImages.open("pixels")) {
            return expected.tensors().keySet().stream().sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("images")
    void pixelsAreThoseOfPillow(String name) {
        RgbImage image = ImageFiles.read(ReferenceImages.FOLDER.resolve(name));
        try (SafetensorsFile expected = ReferenceImages.open("pixels")) {
            long[] shape = expected.tensor(name).shape();
            assertThat(image.height()).isEqualTo((int) shape[0]);
            assertThat(image.width()).isEqualTo((int) shape[1]);
            long[] pixels = expected.longs(name);
            assertThat(ReferenceImages.largestDifference(image, pixels)).isZero();
        }
    }
}
