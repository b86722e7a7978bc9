// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.mistral;

import com.google.auto.service.AutoService;
import org.lxt.spi.Families;
import org.lxt.spi.ModelPlugin;
import org.lxt.spi.parts.options.DecoderTask;

/** Registers the Mistral families: Mistral, Ministral and Mixtral, and the text model of the multimodal Mistrals. */
@AutoService(ModelPlugin.class)
public final class MistralPlugin implements ModelPlugin {
    /** For {@link java.util.ServiceLoader}. */
    public MistralPlugin() {}

    @Override
    public void register(Families families) {
        for (Mistral mistral : Mistral.values()) {
            families.family(mistral.family())
                    .architectures(DecoderTask.architectures(mistral.className()))
                    .modelTypes(mistral.family())
                    .options(mistral.known())
                    .unusedTensors("model.layers.*.self_attn.rotary_emb.inv_freq", "model.rotary_emb.inv_freq")
                    .loader(mistral::read, Mistral::load);
        }
        families.family(Mistral3.FAMILY)
                .architectures(Mistral3.MULTIMODAL)
                .modelTypes(Mistral3.FAMILY)
                .options(Mistral3.KNOWN)
                .unusedTensors(
                        "**rotary_emb.inv_freq",
                        "vision_tower.**",
                        "multi_modal_projector.**",
                        "model.vision_tower.**",
                        "model.multi_modal_projector.**")
                .loader(Mistral3::read, Mistral3::load);
        families.family(Mixtral.FAMILY)
                .architectures(DecoderTask.architectures("Mixtral"))
                .modelTypes(Mixtral.FAMILY)
                .options(Mixtral.KNOWN)
                .unusedTensors("model.layers.*.self_attn.rotary_emb.inv_freq", "model.rotary_emb.inv_freq")
                .loader(Mixtral::read, Mixtral::load);
    }
}
