// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.gptoss;

import com.google.auto.service.AutoService;
import org.lxt.rules.Patches;
import org.lxt.rules.RuleSet;
import org.lxt.spi.Families;
import org.lxt.spi.ModelPlugin;
import org.lxt.spi.parts.options.DecoderTask;

/** Registers gpt-oss. */
@AutoService(ModelPlugin.class)
public final class GptOssPlugin implements ModelPlugin {
    /** For {@link java.util.ServiceLoader}. */
    public GptOssPlugin() {}

    @Override
    public void register(Families families) {
        families.family(GptOss.FAMILY)
                .architectures(DecoderTask.architectures(GptOss.CLASS))
                .modelTypes(GptOss.FAMILY)
                .patches(RuleSet.ATTN_LRP, Patches.attnLrp().withMlp(ClampedMlp.RULED))
                .patches(RuleSet.CP_LRP, Patches.cpLrp().withMlp(ClampedMlp.RULED))
                .patches(RuleSet.RELP, Patches.relp().withMlp(ClampedMlp.RULED))
                .patches(RuleSet.GRADIENT, Patches.gradient().withMlp(ClampedMlp.ORDINARY))
                .options(GptOss.KNOWN)
                .loader(GptOss::read, GptOss::load);
    }
}
