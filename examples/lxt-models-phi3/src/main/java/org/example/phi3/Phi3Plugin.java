package org.example.phi3;

import org.lxt.rules.Patches;
import org.lxt.rules.RuleSet;
import org.lxt.spi.ModelMap;
import org.lxt.spi.ModelPlugin;

/** Registers the Phi-3 family: Phi-3 mini, small context and long, and Phi-4 mini. */
public final class Phi3Plugin implements ModelPlugin {
    /** For {@link java.util.ServiceLoader}. */
    public Phi3Plugin() {}

    @Override
    public void register(ModelMap.Builder map) {
        map.family(Phi3Config.FAMILY)
                .architectures("Phi3ForCausalLM")
                .modelTypes("phi3")
                .defaultRules(RuleSet.ATTN_LRP)
                .patches(RuleSet.ATTN_LRP, Patches.attnLrp())
                .patches(RuleSet.CP_LRP, Patches.cpLrp())
                .patches(RuleSet.GRADIENT, Patches.gradient())
                .options(Phi3Config.KNOWN)
                .unusedTensors("model.layers.*.self_attn.rotary_emb.inv_freq")
                .loader(Phi3Model::load);
    }
}
