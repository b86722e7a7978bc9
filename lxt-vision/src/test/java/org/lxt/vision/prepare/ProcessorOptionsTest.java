// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.vision.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.checkpoint.ModelException;
import org.lxt.vision.ImageException;
import org.lxt.vision.RgbImage;
import org.lxt.vision.Size;

/** Options of preprocessor_config.json and of timm: read in all their forms, refused by name where they are not known. */
class ProcessorOptionsTest {
    private static final ModelConfig NONE = ModelConfig.of("config.json", Map.of());

    private static Preprocessing processor(Map<String, Object> options) {
        return Preprocessings.of(
                Optional.of(ModelConfig.of("preprocessor_config.json", options)), NONE, new Size(224, 224), "");
    }

    private static Preprocessing processor(String name, Object value) {
        return processor(Map.of(name, value));
    }

    private static Preprocessing timm(Map<String, Object> options) {
        ModelConfig config = ModelConfig.of("config.json", Map.of("pretrained_cfg", options));
        return Preprocessings.of(Optional.empty(), config, new Size(224, 224), "");
    }

    @Test
    void sizesMayBeNumbersOrGroups() {
        assertThat(processor("size", 224).description()).isEqualTo("resized to 224 x 224 (bilinear)");
        assertThat(processor("size", Map.of("height", 20, "width", 30)).description())
                .isEqualTo("resized to 30 x 20 (bilinear)");
        assertThat(processor("size", Map.of("shortest_edge", 256)).description())
                .isEqualTo("resized to 256 at the shorter edge (bilinear)");
        assertThat(processor(Map.of("do_center_crop", true, "crop_size", 200)).description())
                .isEqualTo("resized to 224 x 224 (bilinear), cut to 200 x 200");
        assertThat(processor("do_resize", false).description()).isEqualTo("not resized");
        assertThat(processor("feature_extractor_type", "ViTFeatureExtractor").description())
                .isEqualTo("resized to 224 x 224 (bilinear)");
        assertThat(processor("image_processor_type", "DeiTImageProcessorFast").description())
                .isEqualTo("resized to 256 x 256 (bicubic), cut to 224 x 224");
    }

    @Test
    void meansMayBeOneNumber() {
        Map<String, Object> options = new HashMap<>();
        options.put("image_mean", 0.25);
        options.put("image_std", List.of(1, 2, 3));
        options.put("do_pad", false);
        options.put("processor_class", null);
        assertThat(processor(options).mean()).containsExactly(0.25, 0.25, 0.25);
        assertThat(processor(options).deviation()).containsExactly(1, 2, 3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "crop_pct|0.9|option 'crop_pct' is 0.9, which is not read and may change the pixels; remove it if it"
                        + " does not",
                "do_pad|true|option 'do_pad' is true, which is not read and may change the pixels; remove it if it"
                        + " does not",
                "image_processor_type|BeitImageProcessor|option 'image_processor_type' must be that of ViT, DeiT or"
                        + " CLIP, such as ViTImageProcessor, but is BeitImageProcessor",
                "resample|9|option 'resample' must be a number from 0 to 5, but is 9",
                "resample|1|option 'resample' must be 0, 2 or 3 for a processor that resizes tensors, for torch has no"
                        + " other filter, but is LANCZOS",
                "size|0|option 'size' must be a positive integer, but is 0",
                "size|99999|option 'size' must be at most 16384, but is 99999",
                "do_resize|7|option 'do_resize' must be true or false, but is 7"
            })
    void aWrongOptionIsRefusedByName(String name, String text, String problem) {
        Object value = text.equals("true") ? Boolean.TRUE : text.matches("[0-9.]+") ? (Object) number(text) : text;
        assertThatThrownBy(() -> processor(name, value))
                .isInstanceOf(ModelException.class)
                .hasMessage("preprocessor_config.json: " + problem);
    }

    private static Number number(String text) {
        return text.contains(".") ? (Number) Double.valueOf(text) : Integer.valueOf(text);
    }

    @Test
    void groupsAndListsOfOtherFormsAreRefused() {
        assertThatThrownBy(() -> processor("size", Map.of("longest_edge", 9)))
                .isInstanceOf(ModelException.class)
                .hasMessage("preprocessor_config.json: option 'size' must be a number, or height and width, or"
                        + " shortest_edge, but is [longest_edge]");
        assertThatThrownBy(() -> processor("image_mean", List.of(1, 2)))
                .hasMessage(
                        "preprocessor_config.json: option 'image_mean' must be 3 numbers, for red, green and blue, but"
                                + " is [1, 2]");
        assertThatThrownBy(() -> processor("image_std", List.of(1, 0, 1)))
                .hasMessage("preprocessor_config.json: option 'image_std' must be positive numbers, but is 0.0");
        assertThatThrownBy(() -> timm(Map.of("input_size", List.of(3, 32, 48))))
                .hasMessage(
                        "config.json: option 'pretrained_cfg.input_size' must be 3 channels and two equal edges, but is"
                                + " [3, 32, 48]");
        assertThatThrownBy(() -> timm(Map.of("crop_mode", "border")))
                .hasMessage("config.json: option 'pretrained_cfg.crop_mode' must be center or squash, but is border");
        assertThatThrownBy(() -> timm(Map.of("crop_pct", 1.5)))
                .hasMessage("config.json: option 'pretrained_cfg.crop_pct' must be above 0 and at most 1, but is 1.5");
        assertThatThrownBy(() -> timm(Map.of("interpolation", "random")))
                .hasMessageStartingWith("config.json: option 'pretrained_cfg.interpolation' must be nearest, bilinear");
    }

    @ParameterizedTest
    @CsvSource({
        "224,vit_b_16-c867db91.pth,'resized to 256 at the shorter edge (bilinear), cut to 224 x 224'",
        "224,vit_l_16-852ce7e3.pth,'resized to 242 at the shorter edge (bilinear), cut to 224 x 224'",
        "224,vit_b_16_lc_swag-4e70ced5.pth,'resized to 224 at the shorter edge (bicubic), cut to 224 x 224'",
        "384,vit_b_16_swag-9ac1b537.pth,'resized to 384 at the shorter edge (bicubic), cut to 384 x 384'",
        "518,model.safetensors,'resized to 518 at the shorter edge (bicubic), cut to 518 x 518'"
    })
    void torchvisionsPresetsFollowFromSizeAndName(int size, String file, String description) {
        assertThat(Preprocessings.of(Optional.empty(), NONE, new Size(size, size), file)
                        .description())
                .isEqualTo(description);
    }

    @Test
    void transformersDefaultsCountWhereItsCheckpointHasNoFile() {
        ModelConfig config =
                ModelConfig.of("config.json", Map.of("architectures", List.of("ViTForImageClassification")));
        Preprocessing preprocessing = Preprocessings.of(Optional.empty(), config, new Size(32, 32), "");
        assertThat(preprocessing.description()).isEqualTo("resized to 32 x 32 (bilinear)");
        assertThat(preprocessing.origin()).isEqualTo("the defaults of ViTImageProcessor");
    }

    @Test
    void anImageTooThinForItsProportionsIsRefused() {
        RgbImage thread = new RgbImage(1, 1000, new byte[3000]);
        assertThatThrownBy(() -> processor("size", Map.of("shortest_edge", 256)).apply(thread))
                .isInstanceOf(ImageException.class)
                .hasMessage("an image of 1 x 1000 pixels would be resized to 256 x 256000, for it is very thin; cut it"
                        + " first");
    }
}
