// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.gemma;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lxt.testkit.family.ChangedOptions;

/** Options of the first Gemma: its activation, what changes nothing, and what is refused by name. */
class Gemma1OptionsTest extends ChangedOptions {
    Gemma1OptionsTest() {
        super(Path.of(System.getProperty("lxt.root"), "oracle", "cases"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "gemma-mqa-v4 | {\"hidden_activation\": \"gelu\", \"use_bidirectional_attention\": false}",
                "gemma-hidden-act-gelu | {\"hidden_act\": \"gelu_python\", \"num_experts\": 0}",
            })
    void optionsThatChangeNothingLoadAndChangeNothing(String name, String options) throws IOException {
        assertNothingChanges(name, options);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "gemma-mqa-v4 | use_bidirectional_attention | true | option 'use_bidirectional_attention' is true, which the family 'gemma' does not implement",
                "gemma-mqa-v4 | hidden_act | \"nonsense\" | option 'hidden_act' is nonsense",
                "gemma-mqa-v4 | attention_bias | true | has no tensor 'model.layers.0.self_attn.q_proj.bias'",
                "gemma-mqa-v4 | final_logit_softcapping | 30.0 | option 'final_logit_softcapping' is 30.0",
                "gemma-mqa-v4 | sliding_window | 4 | option 'sliding_window' is 4",
                "gemma-mqa-v4 | query_pre_attn_scalar | 5 | option 'query_pre_attn_scalar' is 5",
                "gemma-mqa-v4 | tie_word_embeddings | false | has no tensor 'lm_head.weight'",
                "gemma-mqa-v4 | model_type | \"gemma2\" | option 'model_type' is gemma2",
            })
    void anOptionThatChangesTheComputationIsRefusedByName(String name, String option, String json, String message)
            throws IOException {
        assertRefused(name, option, json, message);
    }

    @Test
    void anActivationThatIsAbsentIsTheTanhOfGelu() throws IOException {
        double[] tanh = relevance(changed("gemma-hidden-act-gelu", "{\"hidden_act\": \"gelu_pytorch_tanh\"}"));
        double[] absent =
                relevance(changed("gemma-hidden-act-gelu", "{}").options(o -> o.remove(List.of("hidden_act"))));
        assertThat(absent).isEqualTo(tanh).isNotEqualTo(relevance(changed("gemma-hidden-act-gelu", "{}")));
    }
}
