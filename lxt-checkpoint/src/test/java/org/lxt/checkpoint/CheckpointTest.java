// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lxt.tensor.ops.Operations.embedding;

import java.io.IOException;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lxt.spi.checkpoint.ModelException;
import org.lxt.tensor.Scope;
import org.lxt.tensor.ScopeOptions;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.BackendOptions;
import org.lxt.tensor.backend.Backends;
import org.lxt.tensor.weight.Encoding;
import org.lxt.tensor.weight.Weight;

class CheckpointTest {
    @TempDir
    Path folder;

    private void config(String json) throws IOException {
        Files.writeString(folder.resolve("config.json"), json);
    }

    private void single() throws IOException {
        config("{\"model_type\":\"llama\"}");
        new SafetensorsWriter()
                .add("layers.0.weight", new float[] {1, 2, 3, 4, 5, 6}, 2, 3)
                .add("norm", new float[] {7, 8}, 2)
                .add("position_ids", new long[] {0, 1}, 2)
                .write(folder.resolve("model.safetensors"));
    }

    private void sharded() throws IOException {
        config("{\"model_type\":\"llama\"}");
        new SafetensorsWriter()
                .add("a", new float[] {1, 2}, 1, 2)
                .add("b", new float[] {3}, 1)
                .write(folder.resolve("model-00001-of-00002.safetensors"));
        new SafetensorsWriter()
                .add("c", new float[] {4, 5}, 2)
                .write(folder.resolve("model-00002-of-00002.safetensors"));
        Files.writeString(folder.resolve("model.safetensors.index.json"), """
                {"metadata": {"total_size": 20}, "weight_map": {
                  "c": "model-00002-of-00002.safetensors",
                  "a": "model-00001-of-00002.safetensors",
                  "b": "model-00001-of-00002.safetensors"}}
                """);
    }

    @Test
    void optionsAreThoseOfConfigJson() throws IOException {
        single();
        config("""
                {"model_type": "llama", "architectures": ["LlamaForCausalLM"], "hidden_size": 32, "big": 5000000000,
                 "rms_norm_eps": 1e-06, "pad_token_id": null, "limit": Infinity, "rope": {"rope_theta": 10000.0}}
                """);
        try (Checkpoint checkpoint = Checkpoint.open(folder)) {
            assertThat(checkpoint.folder()).isEqualTo(folder);
            assertThat(checkpoint.origin()).isEqualTo(folder.toString());
            assertThat(checkpoint.config().source())
                    .isEqualTo(folder.resolve("config.json").toString());
            assertThat(checkpoint.config().modelType()).isEqualTo("llama");
            assertThat(checkpoint.config().architectures()).containsExactly("LlamaForCausalLM");
            assertThat(checkpoint.config().raw("hidden_size")).isEqualTo(32);
            assertThat(checkpoint.config().raw("big")).isEqualTo(5_000_000_000L);
            assertThat(checkpoint.config().raw("rms_norm_eps")).isEqualTo(1e-6);
            assertThat(checkpoint.config().raw("limit")).isEqualTo(Double.POSITIVE_INFINITY);
            assertThat(checkpoint.config().has("pad_token_id")).isFalse();
            assertThat(checkpoint.config().section("rope").orElseThrow().number("rope_theta"))
                    .hasValue(10000);
        }
    }

    @Test
    void weightsOfASingleFile() throws IOException {
        single();
        try (Checkpoint checkpoint = Checkpoint.open(folder)) {
            assertThat(checkpoint.names()).containsExactly("position_ids", "layers.0.weight", "norm");
            assertThat(checkpoint.has("norm")).isTrue();
            assertThat(checkpoint.has("bias")).isFalse();
            assertThat(checkpoint.tensors().get("position_ids").dtype()).isEqualTo("I64");
            Weight weight = checkpoint.matrix("layers.0.weight", 2, 3);
            assertThat(weight.name()).isEqualTo("layers.0.weight");
            assertThat(weight.encoding()).isEqualTo(Encoding.F32);
            assertThat(weight.rows()).isEqualTo(2);
            assertThat(weight.columns()).isEqualTo(3);
            assertThat(checkpoint.vector("norm", 2)).containsExactly(7, 8);
        }
    }

    @Test
    void everyFloatTypeIsAWeight() throws IOException {
        config("{}");
        String header = "{\"f64\":{\"dtype\":\"F64\",\"shape\":[1,2],\"data_offsets\":[0,16]},"
                + "\"f32\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[16,24]},"
                + "\"f16\":{\"dtype\":\"F16\",\"shape\":[1,2],\"data_offsets\":[24,28]},"
                + "\"bf16\":{\"dtype\":\"BF16\",\"shape\":[1,2],\"data_offsets\":[28,32]},"
                + "\"f16vector\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[32,36]},"
                + "\"bf16vector\":{\"dtype\":\"BF16\",\"shape\":[2],\"data_offsets\":[36,40]},"
                + "\"i8\":{\"dtype\":\"I8\",\"shape\":[1,2],\"data_offsets\":[40,42]},"
                + "\"i64\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[42,50]}}";
        byte[] data = new byte[50];
        data[33] = 0x3c; // float16 1, 0
        data[39] = (byte) 0xbf; // bfloat16 0, -1
        data[38] = (byte) 0x80;
        Path path = Files.write(folder.resolve("model.safetensors"), RawFile.bytes(header, data));
        try (Checkpoint checkpoint = Checkpoint.open(folder)) {
            for (Encoding encoding : Encoding.ofElements()) {
                String name = encoding.name().toLowerCase(Locale.ROOT);
                assertThat(checkpoint.matrix(name, 1, 2).encoding()).isEqualTo(encoding);
            }
            assertThat(checkpoint.vector("f16vector", 2)).containsExactly(1, 0);
            assertThat(checkpoint.vector("bf16vector", 2)).containsExactly(0, -1);
            assertThatThrownBy(() -> checkpoint.matrix("i8", 1, 2))
                    .isInstanceOf(ModelException.class)
                    .hasMessage("tensor 'i8' in " + path + " is stored as I8, but weights are read as F64, F32, F16 or"
                            + " BF16; convert the checkpoint to one of these");
            assertThatThrownBy(() -> checkpoint.vector("i64", 1))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("tensor 'i64'")
                    .hasMessageContaining("is stored as I64");
        }
    }

    @Test
    void weightsOfShards() throws IOException {
        sharded();
        try (Checkpoint checkpoint = Checkpoint.open(folder)) {
            assertThat(checkpoint.names()).containsExactly("c", "a", "b");
            assertThat(checkpoint.matrix("a", 1, 2).columns()).isEqualTo(2);
            assertThat(checkpoint.vector("b", 1)).containsExactly(3);
            assertThat(checkpoint.vector("c", 2)).containsExactly(4, 5);
        }
    }

    @Test
    void aSingleFileCountsBeforeAnIndex() throws IOException {
        sharded();
        single();
        try (Checkpoint checkpoint = Checkpoint.open(folder)) {
            assertThat(checkpoint.names()).contains("norm").doesNotContain("a");
        }
    }

    @Test
    void aMissingTensorIsRefusedWithUpToThreeSimilarNames() throws IOException {
        config("{}");
        SafetensorsWriter writer = new SafetensorsWriter();
        for (String name : List.of("layers.0.norm", "layers.1.norm", "layers.10.norm", "layers.11.norm", "head")) {
            writer.add(name, new float[] {1}, 1);
        }
        writer.write(folder.resolve("model.safetensors"));
        try (Checkpoint checkpoint = Checkpoint.open(folder)) {
            assertThatThrownBy(() -> checkpoint.vector("layers.2.norm", 1))
                    .isInstanceOf(ModelException.class)
                    .hasMessage(folder + ": has no tensor 'layers.2.norm', but has the similar 'layers.0.norm',"
                            + " 'layers.1.norm', 'layers.10.norm'; weights and config.json must belong to the same"
                            + " model");
            assertThatThrownBy(() -> checkpoint.matrix("classifier.weight", 1, 1))
                    .isInstanceOf(ModelException.class)
                    .hasMessage(folder + ": has no tensor 'classifier.weight'; weights and config.json must belong to"
                            + " the same model");
            assertThatThrownBy(() -> checkpoint.vector("x".repeat(5000), 1)).isInstanceOf(ModelException.class);
        }
    }

    @Test
    void anotherShapeIsRefused() throws IOException {
        single();
        Path path = folder.resolve("model.safetensors");
        try (Checkpoint checkpoint = Checkpoint.open(folder)) {
            String remedy = "; weights and config.json must belong to the same model";
            assertThatThrownBy(() -> checkpoint.matrix("layers.0.weight", 3, 3))
                    .isInstanceOf(ModelException.class)
                    .hasMessage("tensor 'layers.0.weight' in " + path + " is [2, 3] but config.json asks for [3, 3]"
                            + remedy);
            assertThatThrownBy(() -> checkpoint.matrix("layers.0.weight", 3, 2))
                    .hasMessageContaining("is [2, 3] but config.json asks for [3, 2]");
            assertThatThrownBy(() -> checkpoint.matrix("norm", 2, 1))
                    .hasMessageContaining("is [2] but config.json asks for [2, 1]");
            assertThatThrownBy(() -> checkpoint.vector("norm", 3))
                    .hasMessageContaining("is [2] but config.json asks for [3]");
            assertThatThrownBy(() -> checkpoint.vector("layers.0.weight", 6))
                    .hasMessageContaining("is [2, 3] but config.json asks for [6]");
        }
    }

    @Test
    void aStackOfMatricesIsReadAsOneOfAllTheirRows() throws IOException {
        config("{}");
        float[] values = new float[24];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        new SafetensorsWriter().add("experts", values, 2, 3, 4).write(folder.resolve("model.safetensors"));
        try (Checkpoint checkpoint = Checkpoint.open(folder)) {
            Weight stack = checkpoint.stack("experts", 2, 3, 4);
            assertThat(stack.rows()).isEqualTo(6);
            assertThat(stack.columns()).isEqualTo(4);
            Weight second = stack.rows(3, 3);
            try (Backend backend = Backends.named("scalar", BackendOptions.defaults());
                    Scope scope = Scope.open(backend, ScopeOptions.PLAIN)) {
                assertThat(embedding(scope, second, new int[] {0}).toDoubles()).containsExactly(12, 13, 14, 15);
            }
            assertThatThrownBy(() -> checkpoint.stack("experts", 3, 2, 4))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("is [2, 3, 4] but config.json asks for [3, 2, 4]");
            assertThatThrownBy(() -> checkpoint.matrix("experts", 6, 4))
                    .hasMessageContaining("is [2, 3, 4] but config.json asks for [6, 4]");
            assertThatThrownBy(() -> checkpoint.stack("expert", 2, 3, 4))
                    .hasMessageContaining("has no tensor 'expert', but has the similar 'experts'");
        }
    }

    @Test
    void aScalarAndAnEmptyTensorAreOfAnotherShapeToo() throws IOException {
        config("{}");
        new SafetensorsWriter()
                .add("scalar", new float[] {1})
                .add("empty", new float[0], 0, 4)
                .write(folder.resolve("model.safetensors"));
        try (Checkpoint checkpoint = Checkpoint.open(folder)) {
            assertThatThrownBy(() -> checkpoint.vector("scalar", 1))
                    .hasMessageContaining("is [] but config.json asks for [1]");
            assertThatThrownBy(() -> checkpoint.matrix("empty", 4, 4))
                    .hasMessageContaining("is [0, 4] but config.json asks for [4, 4]");
        }
    }

    @Test
    void closingUnmapsEveryFile() throws IOException {
        sharded();
        Checkpoint checkpoint = Checkpoint.open(folder);
        Map<String, TensorEntry> tensors = checkpoint.tensors();
        checkpoint.close();
        checkpoint.close();
        for (String name : Arrays.asList("a", "c")) {
            assertThatThrownBy(() -> tensors.get(name).segment().get(ValueLayout.JAVA_BYTE, 0))
                    .isInstanceOf(IllegalStateException.class);
        }
    }
}
