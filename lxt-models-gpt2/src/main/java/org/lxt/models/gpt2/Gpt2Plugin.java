// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.gpt2;

import com.google.auto.service.AutoService;
import org.lxt.spi.Families;
import org.lxt.spi.ModelPlugin;

/** Registers the GPT-2 family: GPT-2 in its four sizes, DistilGPT-2, and models trained like them. */
@AutoService(ModelPlugin.class)
public final class Gpt2Plugin implements ModelPlugin {
    /** For {@link java.util.ServiceLoader}. */
    public Gpt2Plugin() {}

    @Override
    public void register(Families families) {
        families.family(Gpt2Config.FAMILY)
                .architectures(Gpt2Config.ARCHITECTURES)
                .modelTypes(Gpt2Config.FAMILY)
                .options(Gpt2Options.KNOWN)
                // The causal mask, which older files hold as a tensor.
                .unusedTensors(
                        "h.*.attn.bias",
                        "h.*.attn.masked_bias",
                        "transformer.h.*.attn.bias",
                        "transformer.h.*.attn.masked_bias")
                .loader(Gpt2Config::read, Gpt2Model::load);
    }
}
