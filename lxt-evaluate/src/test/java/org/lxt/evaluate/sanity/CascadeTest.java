// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.sanity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lxt.checkpoint.Checkpoint;

/** The parts of models by the names of their parameters. */
class CascadeTest {
    private static final Path CASES = Path.of(System.getProperty("lxt.root"), "oracle", "cases");

    @ParameterizedTest
    @CsvSource({
        "lm_head.weight, head",
        "model.norm.weight, head",
        "ln_f.bias, head",
        "cls.predictions.transform.dense.weight, head",
        "bert.pooler.dense.weight, head",
        "classifier.bias, head",
        "model.layers.11.self_attn.q_proj.weight, layer 11",
        "model.layers.2.mlp.experts.7.down_proj.weight, layer 2",
        "transformer.h.0.attn.c_attn.weight, layer 0",
        "h.3.ln_1.weight, layer 3",
        "bert.encoder.layer.1.output.dense.bias, layer 1",
        "model.embed_tokens.weight, embeddings",
        "transformer.wte.weight, embeddings",
        "wpe.weight, embeddings",
        "bert.embeddings.LayerNorm.weight, embeddings",
        "vit.embeddings.patch_embeddings.projection.weight, embeddings",
        "vit.embeddings.cls_token, embeddings",
        "encoder.layers.encoder_layer_5.mlp.0.weight, layer 5",
        "conv_proj.bias, embeddings",
        "class_token, embeddings",
        "encoder.ln.weight, head",
    })
    void aNameSaysThePart(String name, String part) {
        assertThat(Cascade.part(name)).isEqualTo(part);
    }

    @Test
    void partsComeFromTheHeadDown() {
        assertThat(Cascade.parts(List.of("wte.weight", "h.10.a", "h.9.a", "h.9.b", "ln_f.weight")))
                .containsExactly("head", "layer 10", "layer 9", "embeddings");
        assertThat(Cascade.parts(List.of("layers.0.a"))).containsExactly("layer 0");
    }

    @ParameterizedTest
    @CsvSource({"llama-defaults", "bert-classification", "vit-attnlrp"})
    void checkpointsOfSeveralFamiliesHaveAllParts(String name) {
        try (Checkpoint checkpoint = Checkpoint.open(CASES.resolve(name))) {
            assertThat(Cascade.parts(checkpoint.names()))
                    .startsWith("head")
                    .contains("layer 1", "layer 0")
                    .endsWith("embeddings");
        }
    }
}
