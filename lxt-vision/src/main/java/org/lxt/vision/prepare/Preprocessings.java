// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.vision.prepare;

import java.util.Optional;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.checkpoint.ModelException;
import org.lxt.vision.Size;
import org.lxt.vision.resize.Filter;
import org.lxt.vision.resize.Resizer;

/** How the images of a checkpoint are prepared, by what it says of it or, if it says nothing, by what its library does. */
public final class Preprocessings {
    private static final double BYTE = 1 / 255.0;

    private Preprocessings() {}

    /**
     * How the images of a checkpoint are prepared. What counts first: {@code preprocessor_config.json}; timm's {@code
     * pretrained_cfg}; the processor of transformers with its defaults, at the model's size; torchvision's preset.
     *
     * @param processor {@code preprocessor_config.json}, if the checkpoint has it
     * @param config {@code config.json}, without options if the checkpoint has none
     * @param size the size of image that the model was made for
     * @param weights name of the file of weights
     * @throws ModelException if an option is wrong or not known
     */
    public static Preprocessing of(Optional<ModelConfig> processor, ModelConfig config, Size size, String weights) {
        if (processor.isPresent()) {
            return ProcessorConfig.read(processor.get());
        }
        Optional<ModelConfig> timm = config.section("pretrained_cfg");
        if (timm.isPresent()) {
            return TimmConfig.read(timm.get());
        }
        if (config.architectures().stream().anyMatch(name -> name.startsWith("ViT"))) {
            return new Preprocessing(
                    "the defaults of ViTImageProcessor",
                    Optional.of(new Preprocessing.Resize(new ResizeTo.Exactly(size), Filter.BILINEAR, Resizer.TORCH)),
                    Optional.empty(),
                    BYTE,
                    Normalisations.HALF,
                    Normalisations.HALF);
        }
        return TorchvisionPreset.of(size, weights);
    }
}
