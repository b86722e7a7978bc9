// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.mistral;

import org.lxt.spi.Model;
import org.lxt.spi.checkpoint.KnownOptions;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.checkpoint.Weights;
import org.lxt.spi.parts.options.DecoderTask;
import org.lxt.spi.parts.text.DecoderParts;
import org.lxt.tensor.Scope;

/**
 * The text model of the multimodal Mistrals, such as Mistral Small 3.1: a Mistral within a checkpoint that can read images, too. Source:
 * {@code modeling_mistral3.py} of transformers.
 */
final class Mistral3 {
    static final String FAMILY = "mistral3";
    static final String MULTIMODAL = "Mistral3ForConditionalGeneration";

    static final KnownOptions KNOWN = KnownOptions.common()
            .neutral(FAMILY, "model_type")
            // What an image goes through.
            .harmless(
                    "image_token_index",
                    "image_token_id",
                    "projector_hidden_act",
                    "vision_feature_layer",
                    "multimodal_projector_bias",
                    "spatial_merge_size")
            .group("text_config", Mistral.MISTRAL.known())
            .build();

    private Mistral3() {}

    static Mistral.Options read(ModelConfig config) {
        config.ignore("vision_config");
        ModelConfig text = config.section("text_config")
                .orElseThrow(() -> config.wrong("text_config", "the options of the text model", "absent"));
        // What counts for the head stands outside.
        text.ignore("tie_word_embeddings");
        Mistral.Options mistral = Mistral.MISTRAL.read(text);
        return new Mistral.Options(
                mistral.decoder()
                        .partOf(
                                config.flag("tie_word_embeddings", true),
                                DecoderTask.of(config, DecoderTask.architectures(Mistral.MISTRAL.className())[0])),
                mistral.types());
    }

    static Model load(Mistral.Options options, Weights weights, Scope constants) {
        return Mistral.load(options, new DecoderParts(options.decoder(), weights, constants).ofTextModel());
    }
}
