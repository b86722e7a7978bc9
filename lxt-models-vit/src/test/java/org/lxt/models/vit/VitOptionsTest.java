// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.vit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lxt.explain.Explainer;
import org.lxt.spi.checkpoint.ModelException;
import org.lxt.spi.parts.options.Heads;
import org.lxt.testkit.family.ChangedCase;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Options that change what a vision transformer computes, and those that do not. */
class VitOptionsTest {
    @TempDir
    Path folder;

    private void assertRefused(String message) {
        assertThatThrownBy(() -> Explainer.open(folder).close())
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "vit-no-qkv-bias | hidden_act | \"quick_gelu\" | option 'hidden_act' is quick_gelu, which the family 'vit'",
                "vit-no-qkv-bias | num_attention_heads | 5 | 'num_attention_heads' must be a divisor of the hidden size (32)",
                "vit-no-qkv-bias | image_size | 36 | 'image_size' must be a multiple of the patch size (8 x 8)",
                "vit-no-qkv-bias | image_size | 48 | vit.embeddings.position_embeddings",
                "vit-no-qkv-bias | image_size | [32] | 'image_size' must be a positive integer, or a list of",
                "vit-no-qkv-bias | qkv_bias | true | has no tensor 'vit.encoder.layer.0.attention.attention.query.bias'",
                "vit-no-qkv-bias | layer_norm_eps | -1 | 'layer_norm_eps' must be 0 or positive",
                "vit-no-qkv-bias | model_type | \"beit\" | 'model_type' must be one of [vit, deit]",
                "vit-no-qkv-bias | use_mean_pooling | true | option 'use_mean_pooling' is true, which the family 'vit' does not"
                        + " implement: ",
                "vit-no-qkv-bias | num_hidden_layers | 1 | does not use with these options",
                "vit-cp-lrp | conv_stem_configs | [{}] | option 'conv_stem_configs'",
                "vit-cp-lrp | norm_layer | \"BatchNorm2d\" | option 'norm_layer' is BatchNorm2d",
                "vit-cp-lrp | activation | \"mish\" | option 'activation' is mish",
                "vit-cp-lrp | num_classes | 11 | 'num_classes' must be as many as the tensor 'heads.head.weight' has (10)",
                "vit-cp-lrp | representation_size | 4 | has no tensor 'heads.pre_logits.weight'",
                "vit-cp-lrp | unheard_of | 1 | option 'unheard_of' is 1, which the family 'torchvision-vit' does not"
                        + " implement: ",
                "vit-timm-mean | global_pool | \"map\" | option 'global_pool'",
                "vit-timm-distilled | architecture | \"vit_base_patch16_clip_quickgelu_224\" | option 'architecture' is"
            })
    void whatIsNotImplementedIsRefusedByName(String name, String option, String json, String message)
            throws IOException {
        ChangedCase changed = new ChangedCase(Cases.of(name)).option(option, json);
        if (option.equals("global_pool")) {
            changed.options(o -> ((ObjectNode) o.get("model_args")).remove("global_pool"));
        }
        changed.write(folder);
        assertRefused(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "init_values | 0.1 | option 'model_args.init_values' is 0.1, which the family 'timm-vit' does not implement",
                "act_layer | \"quick_gelu\" | option 'model_args.act_layer' is quick_gelu",
                "qk_norm | true | option 'model_args.qk_norm' is true",
                "reg_tokens | 4 | option 'model_args.reg_tokens' is 4",
                "norm_layer | \"rmsnorm\" | option 'model_args.norm_layer' is rmsnorm",
                "pos_embed | \"none\" | option 'model_args.pos_embed' is none",
                "num_heads | 3 | 'model_args.num_heads' must be a divisor",
                "fc_norm | false | 'model_args.fc_norm' must be as the tensors have it",
                "nobody_knows | 1 | option 'model_args.nobody_knows' is 1, which the family"
            })
    void argumentsOfTimmAreRefusedByName(String option, String json, String message) throws IOException {
        new ChangedCase(Cases.of("vit-timm-mean"))
                .options(o -> ((ObjectNode) o.get("model_args"))
                        .set(option, JsonMapper.shared().readTree(json)))
                .write(folder);
        assertRefused(message);
    }

    @Test
    void optionsOfNoConsequenceAreAccepted() throws IOException {
        new ChangedCase(Cases.of("vit-timm-mean"))
                .options(o -> ((ObjectNode) o.get("model_args")).put("drop_path_rate", 0.1))
                .write(folder);
        try (Explainer explainer = Explainer.open(folder)) {
            assertThat(explainer.outputs().getFirst().labels()).contains("thing 6");
        }
    }

    @Test
    void headsAreThoseOfThePublishedModels() {
        assertThat(VitShapes.heads(192)).isEqualTo(new Heads(3, 3, 64));
        assertThat(VitShapes.heads(768)).isEqualTo(new Heads(12, 12, 64));
        assertThat(VitShapes.heads(1024)).isEqualTo(new Heads(16, 16, 64));
        assertThat(VitShapes.heads(1280)).isEqualTo(new Heads(16, 16, 80));
        assertThatThrownBy(() -> VitShapes.heads(32))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("give a config.json");
    }
}
