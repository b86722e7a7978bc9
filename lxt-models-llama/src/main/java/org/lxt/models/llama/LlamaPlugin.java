package org.lxt.models.llama;

import com.google.auto.service.AutoService;
import org.lxt.rules.Patches;
import org.lxt.rules.RuleSet;
import org.lxt.spi.ModelMap;
import org.lxt.spi.ModelPlugin;

/** Registers the LLaMA family: LLaMA 1 to 3 and the many models of the same architecture. */
@AutoService(ModelPlugin.class)
public final class LlamaPlugin implements ModelPlugin {
    /** For {@link java.util.ServiceLoader}. */
    public LlamaPlugin() {}

    @Override
    public void register(ModelMap.Builder map) {
        map.family("llama")
                .architectures("LlamaForCausalLM")
                .modelTypes("llama")
                .defaultRules(RuleSet.ATTN_LRP)
                .patches(RuleSet.ATTN_LRP, Patches.attnLrp())
                .patches(RuleSet.CP_LRP, Patches.cpLrp())
                .patches(RuleSet.GRADIENT, Patches.gradient())
                .options(LlamaOptions.KNOWN)
                .unusedTensors("model.layers.*.self_attn.rotary_emb.inv_freq", "model.rotary_emb.inv_freq")
                .loader(LlamaModel::load);
    }
}
