// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.vit;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.lxt.testkit.family.MutatedConfigsContract;

/** Options of the three families changed at random. */
class MutatedVitConfigsTest {
    private static final int COUNT = 20_000;

    private static List<Path> cases(String... names) {
        return List.of(names).stream().map(Cases::of).toList();
    }

    @Nested
    class OfTransformers extends MutatedConfigsContract {
        OfTransformers() {
            super(
                    COUNT,
                    Cases.family("vit"),
                    cases("vit-no-qkv-bias", "vit-deit", "vit-deit-teacher", "vit-model", "vit-rectangle"),
                    "image_size",
                    "patch_size",
                    "num_channels",
                    "qkv_bias",
                    "layer_norm_eps",
                    "pooler_act",
                    "id2label",
                    "num_labels",
                    "problem_type");
        }
    }

    @Nested
    class OfTorchvision extends MutatedConfigsContract {
        OfTorchvision() {
            super(
                    COUNT,
                    Cases.family("torchvision-vit"),
                    cases("vit-cp-lrp", "vit-representation", "vit-larger-image"),
                    "image_size",
                    "patch_size",
                    "in_channels",
                    "num_layers",
                    "num_heads",
                    "hidden_dim",
                    "mlp_dim",
                    "num_classes",
                    "representation_size",
                    "activation",
                    "conv_stem_configs");
        }
    }

    @Nested
    class OfTimm extends MutatedConfigsContract {
        OfTimm() {
            super(
                    COUNT,
                    Cases.family("timm-vit"),
                    cases("vit-timm-mean", "vit-timm-distilled", "vit-timm-no-embed-class", "vit-timm-larger-image"),
                    "model_args",
                    "img_size",
                    "patch_size",
                    "embed_dim",
                    "depth",
                    "num_heads",
                    "mlp_ratio",
                    "global_pool",
                    "class_token",
                    "no_embed_class",
                    "fc_norm",
                    "init_values",
                    "act_layer",
                    "label_names");
        }
    }
}
