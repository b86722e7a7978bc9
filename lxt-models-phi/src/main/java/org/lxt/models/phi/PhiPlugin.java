// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.phi;

import com.google.auto.service.AutoService;
import org.lxt.spi.Families;
import org.lxt.spi.ModelPlugin;
import org.lxt.spi.parts.options.DecoderTask;

/** Registers the Phi family: Phi-3, Phi-3.5, Phi-4 and Phi-4-mini. */
@AutoService(ModelPlugin.class)
public final class PhiPlugin implements ModelPlugin {
    /** For {@link java.util.ServiceLoader}. */
    public PhiPlugin() {}

    @Override
    public void register(Families families) {
        families.family(Phi3Config.FAMILY)
                .architectures(DecoderTask.architectures("Phi3"))
                .modelTypes(Phi3Config.FAMILY)
                .options(Phi3Config.KNOWN)
                .unusedTensors("model.layers.*.self_attn.rotary_emb.inv_freq", "model.rotary_emb.inv_freq")
                .loader(Phi3Config::read, Phi3Model::load);
    }
}
