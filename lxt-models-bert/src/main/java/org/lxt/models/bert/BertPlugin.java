// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.bert;

import com.google.auto.service.AutoService;
import java.util.List;
import org.lxt.spi.Families;
import org.lxt.spi.ModelFamily;
import org.lxt.spi.ModelPlugin;
import org.lxt.spi.parts.encoder.EncoderTask;

/** Registers the families of BERT, RoBERTa (with XLM-RoBERTa and CamemBERT), MPNet and DistilBERT. */
@AutoService(ModelPlugin.class)
public final class BertPlugin implements ModelPlugin {
    /** For {@link java.util.ServiceLoader}. */
    public BertPlugin() {}

    @Override
    public void register(Families families) {
        family(families, Bert.FAMILY)
                .architectures(EncoderTask.architectures(List.of(EncoderTask.values()), List.of(Bert.CLASS)))
                .modelTypes(Bert.FAMILY)
                .options(Bert.KNOWN)
                // Heads of tasks that a file was trained for besides the one that it names.
                .unusedTensors("cls.**", "bert.pooler.**", "pooler.**")
                .loader(Bert::load);
        family(families, Roberta.FAMILY)
                .architectures(EncoderTask.architectures(EncoderTask.COMMON, Roberta.CLASSES))
                .modelTypes(Roberta.MODEL_TYPES.toArray(String[]::new))
                .options(Roberta.KNOWN)
                .unusedTensors("lm_head.**", "roberta.pooler.**", "pooler.**")
                .loader(Roberta::load);
        family(families, Mpnet.FAMILY)
                .architectures(EncoderTask.architectures(EncoderTask.COMMON, List.of(Mpnet.CLASS)))
                .modelTypes(Mpnet.FAMILY)
                .options(Mpnet.KNOWN)
                .unusedTensors("lm_head.**", "mpnet.pooler.**", "pooler.**")
                .loader(Mpnet::load);
        family(families, DistilBert.FAMILY)
                .architectures(EncoderTask.architectures(EncoderTask.COMMON, List.of(DistilBert.CLASS)))
                .modelTypes(DistilBert.FAMILY)
                .options(DistilBert.KNOWN)
                .unusedTensors("vocab_*.**")
                .loader(DistilBert::load);
    }

    private static ModelFamily.Builder family(Families families, String name) {
        // The numbers 0, 1, 2, ... which older files hold as a tensor.
        return families.family(name).unusedTensors("**embeddings.position_ids");
    }
}
