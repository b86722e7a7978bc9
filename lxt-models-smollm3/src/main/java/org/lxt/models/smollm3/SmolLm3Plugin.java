// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.smollm3;

import com.google.auto.service.AutoService;
import org.lxt.spi.Families;
import org.lxt.spi.ModelPlugin;
import org.lxt.spi.parts.options.DecoderTask;

/** Registers the SmolLM3 family. */
@AutoService(ModelPlugin.class)
public final class SmolLm3Plugin implements ModelPlugin {
    /** For {@link java.util.ServiceLoader}. */
    public SmolLm3Plugin() {}

    @Override
    public void register(Families families) {
        families.family(SmolLm3.FAMILY)
                .architectures(DecoderTask.architectures("SmolLM3"))
                .modelTypes(SmolLm3.FAMILY)
                .options(SmolLm3.KNOWN)
                .unusedTensors("model.layers.*.self_attn.rotary_emb.inv_freq", "model.rotary_emb.inv_freq")
                .loader(SmolLm3::read, SmolLm3::load);
    }
}
