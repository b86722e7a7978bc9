// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.deberta;

import com.google.auto.service.AutoService;
import java.util.List;
import org.lxt.spi.Families;
import org.lxt.spi.ModelPlugin;
import org.lxt.spi.parts.encoder.EncoderTask;

/** Registers the families of the first DeBERTa and of its second and third versions. */
@AutoService(ModelPlugin.class)
public final class DebertaPlugin implements ModelPlugin {
    /** For {@link java.util.ServiceLoader}. */
    public DebertaPlugin() {}

    @Override
    public void register(Families families) {
        for (DebertaVersion version : DebertaVersion.values()) {
            families.family(version.family())
                    .architectures(EncoderTask.architectures(version.tasks(), List.of(version.className())))
                    .modelTypes(version.family())
                    .options(version.known())
                    // Heads of tasks that a file was trained for besides the one that it names, and what the reference
                    // passes over.
                    .unusedTensors("cls.**", "lm_predictions.**", "mask_predictions.**", "pooler.**")
                    .unusedTensors("**embeddings.position_ids", "**embeddings.position_embeddings.weight")
                    .loader((options, weights, constants) -> Deberta.load(version, options, weights, constants));
        }
    }
}
