// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.gemma;

import java.util.List;
import org.lxt.spi.checkpoint.Weights;

/**
 * The names that a checkpoint gives its text model. Source: {@code Gemma3ForConditionalGeneration} of transformers, whose
 * files of version 4 name it from the outside in, and those of some later versions from the inside out.
 *
 * @param prefix what the names of the text model's parameters begin with
 * @param head name of the head's matrix
 */
record CheckpointLayout(String prefix, String head) {
    /** Architectures of text alone. */
    static final List<String> TEXTS =
            List.of("Gemma3ForCausalLM", "Gemma3TextForSequenceClassification", "Gemma3TextModel");

    static final String MULTIMODAL = "Gemma3ForConditionalGeneration";

    private static final CheckpointLayout TEXT_ONLY = new CheckpointLayout("model.", "lm_head.weight");
    private static final CheckpointLayout WITHOUT_HEAD = new CheckpointLayout("", "lm_head.weight");
    private static final CheckpointLayout OUTSIDE_IN =
            new CheckpointLayout("language_model.model.", "language_model.lm_head.weight");
    private static final CheckpointLayout INSIDE_OUT = new CheckpointLayout("model.language_model.", "lm_head.weight");

    /** The layout of a checkpoint. */
    static CheckpointLayout of(boolean isMultimodal, Weights weights) {
        if (!isMultimodal) {
            return weights.has("embed_tokens.weight") ? WITHOUT_HEAD : TEXT_ONLY;
        }
        boolean insideOut = weights.names().stream().anyMatch(n -> n.startsWith(INSIDE_OUT.prefix));
        return insideOut ? INSIDE_OUT : OUTSIDE_IN;
    }
}
