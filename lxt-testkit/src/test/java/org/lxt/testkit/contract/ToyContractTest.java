// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.contract;

import org.lxt.testkit.contract.toy.ToyPlugin;

/** The toy family without a fault keeps the contract. */
class ToyContractTest extends ModelPluginContract {
    static final String CONFIG = """
        {"architectures": ["ToyForCausalLM"], "model_type": "toy", "vocab_size": 40, "hidden_size": 16,
         "intermediate_size": 24, "num_hidden_layers": 2, "num_attention_heads": 4, "num_key_value_heads": 2,
         "hidden_act": "silu", "rms_norm_eps": 1e-5, "rope_theta": 100.0, "max_position_embeddings": 32,
         "tie_word_embeddings": false, "mlp_bias": false, "sliding_window": 4, "use_cache": true}
        """;

    ToyContractTest() {
        super(new ToyPlugin(), CONFIG);
    }
}
