// SPDX-License-Identifier: BSD-3-Clause
package org.example.exaone4;

import org.lxt.spi.Families;
import org.lxt.spi.ModelPlugin;

/** Registers the EXAONE 4 family. */
public final class Exaone4Plugin implements ModelPlugin {
    /** For {@link java.util.ServiceLoader}. */
    public Exaone4Plugin() {}

    @Override
    public void register(Families families) {
        families.family(Exaone4Config.FAMILY)
                .architectures("Exaone4ForCausalLM")
                .modelTypes("exaone4")
                .options(Exaone4Config.KNOWN)
                .unusedTensors("model.layers.*.self_attn.rotary_emb.inv_freq")
                .loader(Exaone4Config::read, Exaone4Model::load);
    }
}
