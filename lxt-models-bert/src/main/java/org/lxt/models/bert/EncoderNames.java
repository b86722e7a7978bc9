// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.bert;

/**
 * What transformers calls the parameters of an encoder; those of a layer stand below its own name.
 *
 * @param model name of the encoder in models that have more than it
 * @param layers what comes before the number of a layer
 */
record EncoderNames(
        String model,
        String layers,
        String query,
        String key,
        String value,
        String attentionOutput,
        String attentionNorm,
        String up,
        String down,
        String outputNorm) {
    /** DistilBERT. */
    static final EncoderNames DISTILLED = new EncoderNames(
            "distilbert.",
            "transformer.layer.",
            "attention.q_lin",
            "attention.k_lin",
            "attention.v_lin",
            "attention.out_lin",
            "sa_layer_norm",
            "ffn.lin1",
            "ffn.lin2",
            "output_layer_norm");

    /** MPNet. */
    static final EncoderNames MPNET = new EncoderNames(
            "mpnet.",
            "encoder.layer.",
            "attention.attn.q",
            "attention.attn.k",
            "attention.attn.v",
            "attention.attn.o",
            "attention.LayerNorm",
            "intermediate.dense",
            "output.dense",
            "output.LayerNorm");

    /** BERT and those that share its code. */
    static EncoderNames likeBert(String model) {
        return new EncoderNames(
                model,
                "encoder.layer.",
                "attention.self.query",
                "attention.self.key",
                "attention.self.value",
                "attention.output.dense",
                "attention.output.LayerNorm",
                "intermediate.dense",
                "output.dense",
                "output.LayerNorm");
    }
}
