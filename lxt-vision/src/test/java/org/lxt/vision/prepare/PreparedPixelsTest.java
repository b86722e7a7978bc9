// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.vision.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lxt.checkpoint.SafetensorsFile;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.vision.ReferenceImages;
import org.lxt.vision.RgbImage;
import org.lxt.vision.Size;
import org.lxt.vision.decode.ImageFiles;
import org.lxt.vision.resize.Filter;
import org.lxt.vision.resize.Resizer;
import tools.jackson.databind.json.JsonMapper;

/** What a model is given, against transformers, timm and torchvision. */
class PreparedPixelsTest {
    private static final RgbImage IMAGE = ImageFiles.read(ReferenceImages.FOLDER.resolve("rgb.png"));

    @SuppressWarnings("unchecked")
    private static final Map<String, Map<String, Object>> CONFIGS =
            JsonMapper.shared().readValue(ReferenceImages.FOLDER.resolve("configs.json"), Map.class);

    static Stream<String> configs() {
        return CONFIGS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("configs")
    void valuesAreThoseOfTheLibraryByItsConfig(String name) {
        ModelConfig config = ModelConfig.of(name, CONFIGS.get(name));
        boolean timm = name.startsWith("timm");
        Preprocessing preprocessing = Preprocessings.of(
                timm ? Optional.empty() : Optional.of(config), config, new Size(32, 32), "model.safetensors");
        assertSame(name, preprocessing);
    }

    @ParameterizedTest
    @CsvSource({"torchvision-224,vit_b_16-c867db91.pth", "torchvision-swag,vit_b_16_lc_swag-4e70ced5.pth"})
    void valuesAreThoseOfTorchvisionByItsPreset(String name, String file) {
        assertSame(name, Preprocessings.of(Optional.empty(), ModelConfig.of(file, Map.of()), new Size(32, 32), file));
    }

    @ParameterizedTest
    @CsvSource("torchvision-larger-crop")
    void aCropBeyondTheImageIsFilledWithBlack(String name) {
        assertSame(
                name,
                new Preprocessing(
                        name,
                        Optional.of(new Preprocessing.Resize(
                                new ResizeTo.ShortestEdge(20), Filter.BILINEAR, Resizer.PILLOW)),
                        Optional.of(new Crop(new Size(33, 33), Crop.Rounding.EVEN)),
                        1 / 255.0,
                        Normalisations.IMAGENET_MEAN,
                        Normalisations.IMAGENET_DEVIATION));
    }

    private static void assertSame(String name, Preprocessing preprocessing) {
        ModelImage given = preprocessing.apply(IMAGE);
        try (SafetensorsFile expected = ReferenceImages.open("given")) {
            double[] right = expected.values(name);
            assertThat(expected.tensor(name).shape())
                    .containsExactly(3, given.shown().height(), given.shown().width());
            double scale = 0;
            double largest = 0;
            for (int i = 0; i < right.length; i++) {
                scale = Math.max(scale, Math.abs(right[i]));
                largest = Math.max(largest, Math.abs(given.values()[i] - right[i]));
            }
            assertThat(largest / scale)
                    .as("difference in units of the largest value")
                    .isCloseTo(0, within(1e-6));
        }
    }
}
