// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.checkpoint;

import java.util.List;
import java.util.Optional;

/**
 * The names that families have for one size. A file may carry several: those that say the same as the one that the family
 * reads are of no consequence.
 */
final class SizeNames {
    private static final List<List<String>> SAME = List.of(
            List.of("hidden_size", "n_embd", "dim", "d_model", "embedding_size", "embed_dim", "emb_dim"),
            List.of("num_hidden_layers", "n_layer", "n_layers", "num_layers"),
            List.of("num_attention_heads", "n_head", "n_heads", "num_heads"),
            List.of("max_position_embeddings", "n_positions", "n_ctx", "max_seq_len", "max_sequence_length"),
            List.of("intermediate_size", "n_inner", "ffn_dim", "d_ff", "ffn_hidden_size"));

    private SizeNames() {}

    /** The option that was read under another name for the same size. */
    static Optional<String> twin(ModelConfig config, String name) {
        return SAME.stream()
                .filter(names -> names.contains(name))
                .flatMap(List::stream)
                .filter(other -> !other.equals(name) && config.has(other) && config.wasRead(other))
                .findFirst();
    }
}
