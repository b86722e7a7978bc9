package org.lxt.models.qwen;

import com.google.auto.service.AutoService;
import org.lxt.rules.Patches;
import org.lxt.rules.RuleSet;
import org.lxt.spi.KnownOptions;
import org.lxt.spi.ModelLoader;
import org.lxt.spi.ModelMap;
import org.lxt.spi.ModelPlugin;

/** Registers the Qwen families: Qwen 2 and 2.5, Qwen 3, and Qwen 3 with mixtures of experts. */
@AutoService(ModelPlugin.class)
public final class QwenPlugin implements ModelPlugin {
    /** For {@link java.util.ServiceLoader}. */
    public QwenPlugin() {}

    @Override
    public void register(ModelMap.Builder map) {
        register(map, Qwen2.FAMILY, "Qwen2ForCausalLM", Qwen2.OPTIONS, Qwen2::load);
        register(map, Qwen3.FAMILY, "Qwen3ForCausalLM", Qwen3.OPTIONS, Qwen3::load);
        register(map, Qwen3Moe.FAMILY, "Qwen3MoeForCausalLM", Qwen3Moe.OPTIONS, Qwen3Moe::load);
    }

    private static void register(
            ModelMap.Builder map, String family, String architecture, KnownOptions options, ModelLoader loader) {
        map.family(family)
                .architectures(architecture)
                .modelTypes(family)
                .defaultRules(RuleSet.ATTN_LRP)
                .patches(RuleSet.ATTN_LRP, Patches.attnLrp())
                .patches(RuleSet.CP_LRP, Patches.cpLrp())
                .patches(RuleSet.GRADIENT, Patches.gradient())
                .options(options)
                .unusedTensors("model.layers.*.self_attn.rotary_emb.inv_freq", "model.rotary_emb.inv_freq")
                .loader(loader);
    }
}
