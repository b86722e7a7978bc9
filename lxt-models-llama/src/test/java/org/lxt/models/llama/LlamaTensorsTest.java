// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.llama;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.lxt.testkit.family.ChangedCase;
import org.lxt.testkit.family.TensorsContract;

/** LLaMA's tensors: missing, surplus, tied. */
class LlamaTensorsTest extends TensorsContract {
    private static final Path CASES = Path.of(System.getProperty("lxt.root"), "oracle", "cases");
    private static final Path UNTIED = CASES.resolve("llama-cp-lrp");

    LlamaTensorsTest() {
        super("llama", UNTIED, CASES.resolve("llama-tied-rope-llama3"));
    }

    @Test
    void ofManyTensorsThreeAreNamedAndAllCounted() throws IOException {
        new ChangedCase(UNTIED).option("num_hidden_layers", "2").write(folder);
        assertRefused("hold 9 tensors that the family 'llama' does not use with these options:"
                + " 'model.layers.2.input_layernorm.weight', 'model.layers.2.mlp.down_proj.weight',"
                + " 'model.layers.2.mlp.gate_proj.weight' and 6 more;");
    }

    @Test
    void biasesThatTheOptionsDoNotSpeakOfAreRefused() throws IOException {
        new ChangedCase(CASES.resolve("llama-attention-bias"))
                .option("attention_bias", "false")
                .write(folder);
        assertRefused("'model.layers.0.self_attn.k_proj.bias'");
    }

    @Test
    void normsOfTheHeadsAreRefused() throws IOException {
        new ChangedCase(UNTIED)
                .tensors(t -> t.put("model.layers.1.self_attn.q_norm.weight", SCALAR))
                .write(folder);
        assertRefused("'model.layers.1.self_attn.q_norm.weight'");
    }

    @Test
    void aMissingTensorIsRefusedWithSimilarNames() throws IOException {
        new ChangedCase(UNTIED)
                .tensors(t -> t.remove("model.layers.2.mlp.up_proj.weight"))
                .write(folder);
        assertRefused("has no tensor 'model.layers.2.mlp.up_proj.weight', but has the similar");
    }

    @Test
    void anotherTaskIsRefusedByItsArchitecture() throws IOException {
        new ChangedCase(UNTIED)
                .option("architectures", "[\"LlamaForQuestionAnswering\"]")
                .write(folder);
        assertRefused("no installed family knows the architecture LlamaForQuestionAnswering; 'lxt models' lists");
    }
}
