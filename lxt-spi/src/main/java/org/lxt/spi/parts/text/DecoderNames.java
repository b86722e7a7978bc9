// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.parts.text;

import org.lxt.spi.checkpoint.Weights;

/**
 * What a checkpoint calls the parameters of a decoder, after transformers.
 *
 * @param prefix what all names but those of heads begin with
 * @param head the matrix of a language model's logits
 */
record DecoderNames(String prefix, String head) {
    private static final String HEAD = "lm_head.weight";
    private static final DecoderNames USUAL = new DecoderNames("model.", HEAD);
    private static final DecoderNames WITHOUT_HEAD = new DecoderNames("", HEAD);
    private static final DecoderNames OUTSIDE_IN = new DecoderNames("language_model.model.", "language_model." + HEAD);
    private static final DecoderNames INSIDE_OUT = new DecoderNames("model.language_model.", HEAD);

    /** Those of a checkpoint that holds the decoder alone; one without a head may name its parts without a prefix. */
    static DecoderNames of(Weights weights) {
        return weights.has("embed_tokens.weight") ? WITHOUT_HEAD : USUAL;
    }

    /** Those of the text model in a multimodal checkpoint, named from the outside in by version 4, from the inside out by later ones. */
    static DecoderNames ofTextModel(Weights weights) {
        boolean insideOut = weights.names().stream().anyMatch(n -> n.startsWith(INSIDE_OUT.prefix));
        return insideOut ? INSIDE_OUT : OUTSIDE_IN;
    }
}
