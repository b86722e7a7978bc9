// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.mistral;

import com.google.auto.service.AutoService;
import org.lxt.spi.Families;
import org.lxt.spi.ModelPlugin;
import org.lxt.spi.parts.options.DecoderTask;

/** Registers the Mistral families: Mistral, Ministral and Mixtral. */
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
        families.family(Mixtral.FAMILY)
                .architectures(DecoderTask.architectures("Mixtral"))
                .modelTypes(Mixtral.FAMILY)
                .options(Mixtral.KNOWN)
                .unusedTensors("model.layers.*.self_attn.rotary_emb.inv_freq", "model.rotary_emb.inv_freq")
                .loader(Mixtral::read, Mixtral::load);
    }
}
