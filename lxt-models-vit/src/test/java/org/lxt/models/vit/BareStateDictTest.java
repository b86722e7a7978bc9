// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.vit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lxt.explain.Explainer;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;
import org.lxt.spi.checkpoint.ModelException;
import org.lxt.testkit.family.ChangedCase;
import org.lxt.testkit.family.ChangedCase.Values;
import tools.jackson.databind.node.ObjectNode;

/** Weights without options: the shapes tell everything. */
class BareStateDictTest {
    private static final Path CASE = Cases.of("vit-plain-width");

    @TempDir
    Path folder;

    private static double[] explained(Path checkpoint) {
        Random random = new Random(1);
        double[] pixels = new double[3 * 32 * 32];
        Arrays.setAll(pixels, i -> random.nextGaussian());
        try (Explainer explainer =
                Explainer.builder(checkpoint).backend("scalar-f64").open()) {
            assertThat(explainer.outputs().getFirst().labels()).hasSize(7);
            return explainer
                    .explain(Prompt.ofPixels(3, 32, 32, pixels), Target.token(2))
                    .pixels()
                    .orElseThrow()
                    .values();
        }
    }

    private ChangedCase bare() throws IOException {
        return new ChangedCase(CASE).options(ObjectNode::removeAll);
    }

    private static void renamed(Map<String, Values> tensors, UnaryOperator<String> name) {
        Map<String, Values> copy = Map.copyOf(tensors);
        tensors.clear();
        copy.forEach((n, values) -> tensors.put(name.apply(n), values));
    }

    private static String ofTimm(String name) {
        return name.replace("conv_proj", "patch_embed.proj")
                .replace("class_token", "cls_token")
                .replace("encoder.pos_embedding", "pos_embed")
                .replace("encoder.layers.encoder_layer_", "blocks.")
                .replace("encoder.ln.", "norm.")
                .replace("self_attention.in_proj_", "attn.qkv.")
                .replace("self_attention.out_proj", "attn.proj")
                .replace("ln_", "norm")
                .replace("mlp.0", "mlp.fc1")
                .replace("mlp.3", "mlp.fc2")
                .replace("heads.head", "head");
    }

    private static String ofTransformers(String name) {
        return name.replace("conv_proj", "vit.embeddings.patch_embeddings.projection")
                .replace("class_token", "vit.embeddings.cls_token")
                .replace("encoder.pos_embedding", "vit.embeddings.position_embeddings")
                .replace("encoder.layers.encoder_layer_", "vit.layers.")
                .replace("encoder.ln.", "vit.layernorm.")
                .replace("self_attention.out_proj", "attention.o_proj")
                .replace("ln_1", "layernorm_before")
                .replace("ln_2", "layernorm_after")
                .replace("mlp.0", "mlp.fc1")
                .replace("mlp.3", "mlp.fc2")
                .replace("heads.head", "classifier");
    }

    /** Query, key and value apart. */
    private static void split(Map<String, Values> tensors) {
        for (String part : new String[] {"weight", "bias"}) {
            String fused = "encoder.layers.encoder_layer_0.self_attention.in_proj_" + part;
            Values all = Objects.requireNonNull(tensors.remove(fused));
            long[] shape = all.shape().clone();
            shape[0] /= 3;
            int size = all.values().length / 3;
            for (int i = 0; i < 3; i++) {
                tensors.put(
                        "vit.layers.0.attention." + "qkv".charAt(i) + "_proj." + part,
                        new Values(shape, Arrays.copyOfRange(all.values(), i * size, (i + 1) * size)));
            }
        }
    }

    @Test
    void namesOfTorchvision() throws IOException {
        assertThat(explained(bare().write(folder))).isEqualTo(explained(CASE));
    }

    @Test
    void namesOfTorchvisionBeforeItsMlpWasRenamed() throws IOException {
        bare().tensors(t -> renamed(t, n -> n.replace("mlp.0", "mlp.linear_1").replace("mlp.3", "mlp.linear_2")))
                .write(folder);
        assertThat(explained(folder)).isEqualTo(explained(CASE));
    }

    @Test
    void namesOfTimm() throws IOException {
        bare().tensors(t -> renamed(t, BareStateDictTest::ofTimm)).write(folder);
        assertThat(explained(folder)).isEqualTo(explained(CASE));
    }

    @Test
    void namesOfTransformersInMemory() throws IOException {
        bare().tensors(t -> {
                    split(t);
                    renamed(t, BareStateDictTest::ofTransformers);
                })
                .write(folder);
        // the epsilon of norms, which shapes do not tell, is another by default there: 1e-12, not 1e-6
        double[] expected = explained(CASE);
        double scale = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
        assertThat(explained(folder)).containsExactly(expected, within(1e-4 * scale));
    }

    @Test
    void aTensorThatNobodyAsksForIsRefused() throws IOException {
        bare().tensors(t -> t.put(
                        "encoder.layers.encoder_layer_0.gate.weight", new Values(new long[] {1}, new float[] {1})))
                .write(folder);
        assertThatThrownBy(() -> Explainer.open(folder).close())
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("'encoder.layers.encoder_layer_0.gate.weight'");
    }

    @Test
    void everyTensorIsMissedByName() throws IOException {
        for (String name : new String[] {"encoder.ln.bias", "heads.head.weight", "conv_proj.bias"}) {
            bare().tensors(t -> t.remove(name)).write(folder);
            assertThatThrownBy(() -> Explainer.open(folder).close())
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("has no tensor '" + name + "'");
        }
    }
}
