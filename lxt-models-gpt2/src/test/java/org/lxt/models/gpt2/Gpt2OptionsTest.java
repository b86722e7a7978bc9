// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.gpt2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.explain.Explainer;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;
import org.lxt.spi.checkpoint.ModelException;
import org.lxt.testkit.family.ChangedCase;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Options of config.json: what published checkpoints carry loads, what changes the computation is refused by name. */
class Gpt2OptionsTest {
    private static final Path CASE = Gpt2Cases.of("cp-lrp");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"n_ctx\": 1024, \"output_past\": true, \"_num_labels\": 1, \"summary_type\": \"last\","
                        + " \"summary_use_proj\": false, \"summary_activation\": \"tanh\", \"summary_first_dropout\": 0}",
                "{\"reorder_and_upcast_attn\": true}",
                "{\"attn_pdrop\": 0, \"embd_pdrop\": 0.5, \"resid_pdrop\": 0.1, \"use_cache\": false}",
                "{\"task_specific_params\": {\"text-generation\": {\"do_sample\": true}}, \"is_decoder\": true}",
                "{\"n_inner\": 128, \"hidden_size\": 32, \"num_hidden_layers\": 2, \"num_attention_heads\": 4,"
                        + " \"max_position_embeddings\": 40}",
                "{\"n_inner\": null, \"scale_attn_weights\": null, \"tie_word_embeddings\": null,"
                        + " \"activation_function\": null, \"layer_norm_epsilon\": null}",
                "{\"activation_function\": \"gelu_pytorch_tanh\"}",
            })
    void optionsThatChangeNothingLoadAndChangeNothing(String added) throws IOException {
        ObjectNode options = (ObjectNode) JsonMapper.shared().readTree(added);
        ChangedCase changed = new ChangedCase(CASE).options(o -> o.setAll(options));
        assertThat(relevance(changed.write(folder))).isEqualTo(relevance(changed.original()));
    }

    @Test
    void sizesMayHaveTheNamesOfOtherFamilies() throws IOException {
        ChangedCase changed = new ChangedCase(CASE).options(o -> {
            o.set("hidden_size", o.remove("n_embd"));
            o.set("num_hidden_layers", o.remove("n_layer"));
            o.set("num_attention_heads", o.remove("n_head"));
            o.set("max_position_embeddings", o.remove("n_positions"));
        });
        assertThat(relevance(changed.write(folder))).isEqualTo(relevance(changed.original()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "n_embd | null | option 'n_embd' is missing",
                "n_embd | -3 | option 'n_embd' must be a positive integer, but is -3",
                "n_embd | 2000000000 | option 'n_embd' must be at most 16777216, but is 2000000000",
                "n_embd | 34 | option 'n_embd' must be a multiple of n_head (4), but is 34",
                "n_head | 8.5 | option 'n_head' must be a positive integer",
                "n_layer | 0 | option 'n_layer' must be a positive integer",
                "hidden_size | 48 | option 'hidden_size' must be absent or the same as n_embd (32), but is 48",
                "num_hidden_layers | 3 | option 'num_hidden_layers' must be absent or the same as n_layer (2)",
                "max_position_embeddings | 64 | option 'max_position_embeddings' must be absent or the same as n_positions",
                "n_inner | 64 | but config.json asks for [32, 64]",
                "n_positions | 41 | but config.json asks for [41, 32]",
                "vocab_size | 111 | but config.json asks for [111, 32]",
                "activation_function | \"quick_gelu\" | option 'activation_function' is quick_gelu, which the family 'gpt2'"
                        + " does not implement; supported: silu",
                "layer_norm_epsilon | -1 | option 'layer_norm_epsilon' must be 0 or positive, but is -1.0",
                "scale_attn_weights | 1 | option 'scale_attn_weights' must be true or false, but is 1",
                "scale_attn_by_inverse_layer_idx | \"no\" | option 'scale_attn_by_inverse_layer_idx' must be true or false",
                "add_cross_attention | true | option 'add_cross_attention' is true, which the family 'gpt2' does not"
                        + " implement; supported: false, or the option absent",
                "is_causal | false | option 'is_causal' is false",
                "model_type | \"gpt_bigcode\" | option 'model_type' is gpt_bigcode",
                "multi_query | true | option 'multi_query' is true, which the family 'gpt2' does not" + " implement: ",
                "quantization_config | {\"bits\": 4} | option 'quantization_config' is {bits=4}",
                "pruned_heads | {\"0\": [1]} | option 'pruned_heads' is {0=[1]}",
                "rope_theta | 10000.0 | option 'rope_theta' is 10000.0, which the family 'gpt2' does not"
                        + " implement: ",
                "sliding_window | 4 | option 'sliding_window' is 4, which the family 'gpt2' does not" + " implement: ",
            })
    void anOptionThatChangesTheComputationIsRefusedByName(String name, String json, String message) throws IOException {
        new ChangedCase(CASE).option(name, json).write(folder);
        assertThatThrownBy(() -> Explainer.open(folder).close())
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining(message);
    }

    private static double[] relevance(Path folder) {
        try (Explainer explainer = Explainer.builder(folder).backend("scalar").open()) {
            return explainer
                    .explain(Prompt.ofIds(5, 9, 4, 77, 30, 12), Target.topLogit())
                    .relevance();
        }
    }
}
