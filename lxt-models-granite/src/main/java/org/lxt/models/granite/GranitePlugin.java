// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.granite;

import com.google.auto.service.AutoService;
import org.lxt.spi.Families;
import org.lxt.spi.ModelPlugin;
import org.lxt.spi.parts.options.DecoderTask;

/** Registers the Granite family: dense models of Granite 3 and later. */
@AutoService(ModelPlugin.class)
public final class GranitePlugin implements ModelPlugin {
    /** For {@link java.util.ServiceLoader}. */
    public GranitePlugin() {}

    @Override
    public void register(Families families) {
        families.family(Granite.FAMILY)
                .architectures(DecoderTask.architectures("Granite"))
                .modelTypes(Granite.FAMILY)
                .options(Granite.KNOWN)
                .unusedTensors("model.layers.*.self_attn.rotary_emb.inv_freq", "model.rotary_emb.inv_freq")
                .loader(Granite::read, Granite::load);
    }
}
