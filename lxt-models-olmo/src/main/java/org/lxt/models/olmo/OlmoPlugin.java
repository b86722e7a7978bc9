// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.olmo;

import com.google.auto.service.AutoService;
import org.lxt.spi.Families;
import org.lxt.spi.ModelPlugin;
import org.lxt.spi.parts.options.DecoderTask;

/** Registers the OLMo families: OLMo 2 and OLMo 3. */
@AutoService(ModelPlugin.class)
public final class OlmoPlugin implements ModelPlugin {
    /** For {@link java.util.ServiceLoader}. */
    public OlmoPlugin() {}

    @Override
    public void register(Families families) {
        families.family(Olmo2.FAMILY)
                .architectures(DecoderTask.architectures("Olmo2"))
                .modelTypes(Olmo2.FAMILY)
                .options(Olmo2.KNOWN)
                .unusedTensors("model.layers.*.self_attn.rotary_emb.inv_freq", "model.rotary_emb.inv_freq")
                .loader(Olmo2::read, Olmo2::load);
        families.family(Olmo3.FAMILY)
                .architectures(DecoderTask.architectures("Olmo3"))
                .modelTypes(Olmo3.FAMILY)
                .options(Olmo3.KNOWN)
                .unusedTensors("model.layers.*.self_attn.rotary_emb.inv_freq", "model.rotary_emb.inv_freq")
                .loader(Olmo3::read, Olmo3::load);
    }
}
