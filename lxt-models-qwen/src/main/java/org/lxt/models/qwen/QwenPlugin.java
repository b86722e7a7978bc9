// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.qwen;

import com.google.auto.service.AutoService;
import org.lxt.spi.Families;
import org.lxt.spi.ModelFamily;
import org.lxt.spi.ModelPlugin;
import org.lxt.spi.parts.options.DecoderTask;

/** Registers the Qwen families: Qwen 2 and 2.5, Qwen 3, and Qwen 3 with mixtures of experts. */
@AutoService(ModelPlugin.class)
public final class QwenPlugin implements ModelPlugin {
    /** For {@link java.util.ServiceLoader}. */
    public QwenPlugin() {}

    @Override
    public void register(Families families) {
        family(families, Qwen2.FAMILY, "Qwen2").options(Qwen2.OPTIONS).loader(Qwen2::read, Qwen2::load);
        family(families, Qwen3.FAMILY, "Qwen3").options(Qwen3.OPTIONS).loader(Qwen3::read, Qwen3::load);
        family(families, Qwen3Moe.FAMILY, "Qwen3Moe").options(Qwen3Moe.OPTIONS).loader(Qwen3Moe::read, Qwen3Moe::load);
    }

    private static ModelFamily.Builder family(Families families, String name, String className) {
        return families.family(name)
                .architectures(DecoderTask.architectures(className))
                .modelTypes(name)
                .unusedTensors("model.layers.*.self_attn.rotary_emb.inv_freq", "model.rotary_emb.inv_freq");
    }
}
