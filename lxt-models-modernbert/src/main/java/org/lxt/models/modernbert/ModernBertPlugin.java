// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.modernbert;

import com.google.auto.service.AutoService;
import java.util.List;
import org.lxt.spi.Families;
import org.lxt.spi.ModelPlugin;
import org.lxt.spi.parts.encoder.EncoderTask;

/** Registers the ModernBERT family. */
@AutoService(ModelPlugin.class)
public final class ModernBertPlugin implements ModelPlugin {
    /** For {@link java.util.ServiceLoader}. */
    public ModernBertPlugin() {}

    @Override
    public void register(Families families) {
        families.family(ModernBertConfig.FAMILY)
                .architectures(EncoderTask.architectures(EncoderTask.COMMON, List.of(ModernBert.CLASS)))
                .modelTypes(ModernBertConfig.FAMILY)
                .options(ModernBertConfig.KNOWN)
                .loader(ModernBert::load);
    }
}
