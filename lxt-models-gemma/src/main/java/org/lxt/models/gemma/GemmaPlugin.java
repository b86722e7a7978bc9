// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.gemma;

import com.google.auto.service.AutoService;
import org.lxt.spi.Families;
import org.lxt.spi.ModelPlugin;
import org.lxt.spi.parts.options.DecoderTask;

/** Registers the Gemma families: the first Gemma; Gemma 2; of Gemma 3 the text models, and the text part of the multimodal ones. */
@AutoService(ModelPlugin.class)
public final class GemmaPlugin implements ModelPlugin {
    /** For {@link java.util.ServiceLoader}. */
    public GemmaPlugin() {}

    @Override
    public void register(Families families) {
        families.family(Gemma1.FAMILY)
                .architectures(DecoderTask.architectures(Gemma1.CLASS))
                .modelTypes(Gemma1.FAMILY)
                .options(Gemma1.KNOWN)
                .unusedTensors("**rotary_emb.inv_freq")
                .loader(Gemma1::read, Gemma1::load);
        families.family(Gemma2.FAMILY)
                .architectures(DecoderTask.architectures(Gemma2.CLASS))
                .modelTypes(Gemma2.FAMILY)
                .options(Gemma2.KNOWN)
                .unusedTensors("**rotary_emb.inv_freq")
                .loader(Gemma2::read, Gemma2::load);
        families.family(GemmaConfig.FAMILY)
                .architectures(GemmaConfig.TEXTS.toArray(String[]::new))
                .architectures(GemmaConfig.MULTIMODAL)
                .modelTypes(GemmaConfig.TEXT_TYPE, GemmaConfig.FAMILY)
                .options(GemmaOptions.KNOWN)
                // Layers after the pooling of an embedding model, which a GGUF file holds too.
                .unusedTensors("*_Dense.**")
                // What an image would go through, and frequencies that follow from the options.
                .unusedTensors(
                        "**rotary_emb.inv_freq",
                        "**rotary_emb_local.inv_freq",
                        "vision_tower.**",
                        "multi_modal_projector.**",
                        "model.vision_tower.**",
                        "model.multi_modal_projector.**")
                .loader(GemmaConfig::read, GemmaModel::load);
    }
}
