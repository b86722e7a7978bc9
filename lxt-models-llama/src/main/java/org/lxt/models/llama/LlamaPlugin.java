// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.llama;

import com.google.auto.service.AutoService;
import org.lxt.spi.Families;
import org.lxt.spi.ModelPlugin;
import org.lxt.spi.parts.options.DecoderTask;

/** Registers the LLaMA family: LLaMA 1 to 3 and the many models of the same architecture. */
@AutoService(ModelPlugin.class)
public final class LlamaPlugin implements ModelPlugin {
    /** For {@link java.util.ServiceLoader}. */
    public LlamaPlugin() {}

    @Override
    public void register(Families families) {
        families.family("llama")
                .architectures(DecoderTask.architectures("Llama"))
                .modelTypes("llama")
                .options(LlamaOptions.KNOWN)
                .unusedTensors("model.layers.*.self_attn.rotary_emb.inv_freq", "model.rotary_emb.inv_freq")
                .loader(LlamaConfig::read, LlamaModel::load);
    }
}
