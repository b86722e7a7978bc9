package org.example.phi3;

import org.lxt.spi.Families;
import org.lxt.spi.ModelPlugin;

/** Registers the Phi-3 family: Phi-3 mini, small context and long, and Phi-4 mini. */
public final class Phi3Plugin implements ModelPlugin {
    /** For {@link java.util.ServiceLoader}. */
    public Phi3Plugin() {}

    @Override
    public void register(Families families) {
        families.family(Phi3Config.FAMILY)
                .architectures("Phi3ForCausalLM")
                .modelTypes("phi3")
                .options(Phi3Config.KNOWN)
                .unusedTensors("model.layers.*.self_attn.rotary_emb.inv_freq")
                .loader(Phi3Config::read, Phi3Model::load);
    }
}
