package org.lxt.models.qwen;

import com.google.auto.service.AutoService;
import org.lxt.spi.ModelFamily;
import org.lxt.spi.ModelMap;
import org.lxt.spi.ModelPlugin;

/** Registers the Qwen families: Qwen 2 and 2.5, Qwen 3, and Qwen 3 with mixtures of experts. */
@AutoService(ModelPlugin.class)
public final class QwenPlugin implements ModelPlugin {
    /** For {@link java.util.ServiceLoader}. */
    public QwenPlugin() {}

    @Override
    public void register(ModelMap.Builder map) {
        family(map, Qwen2.FAMILY, "Qwen2ForCausalLM").options(Qwen2.OPTIONS).loader(Qwen2::read, Qwen2::load);
        family(map, Qwen3.FAMILY, "Qwen3ForCausalLM").options(Qwen3.OPTIONS).loader(Qwen3::read, Qwen3::load);
        family(map, Qwen3Moe.FAMILY, "Qwen3MoeForCausalLM")
                .options(Qwen3Moe.OPTIONS)
                .loader(Qwen3Moe::read, Qwen3Moe::load);
    }

    private static ModelFamily.Builder family(ModelMap.Builder map, String name, String architecture) {
        return map.family(name)
                .architectures(architecture)
                .modelTypes(name)
                .unusedTensors("model.layers.*.self_attn.rotary_emb.inv_freq", "model.rotary_emb.inv_freq");
    }
}
