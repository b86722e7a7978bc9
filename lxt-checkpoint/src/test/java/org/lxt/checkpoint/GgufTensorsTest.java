// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.spi.checkpoint.ModelException;

/** GGUF files as checkpoints: their tensors are those of the folder that they were made of. */
class GgufTensorsTest {
    private static final Path ORACLE = Path.of(System.getProperty("lxt.root"), "oracle");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gguf/bert-gradient-model.gguf,bert-gradient-model",
                "gguf/gemma2-softcaps.gguf,gemma2-softcaps",
                "gguf/smollm3-gradient.gguf,smollm3-gradient",
                "cases/llama-gguf-attention-bias,llama-attention-bias",
                "cases/gemma3-gguf-sliding-full,gemma3-sliding-full",
                "cases/qwen3_moe-gguf-norm-topk,qwen3_moe-norm-topk",
                "cases/gpt2-gguf-attnlrp,gpt2-attnlrp",
                "cases/modernbert-gguf-model,modernbert-model",
                "cases/distilbert-gguf-model,distilbert-model"
            })
    void tensorsAreThoseOfTheFolder(String pair) {
        String[] paths = pair.split(",");
        try (Checkpoint gguf = Checkpoint.open(ORACLE.resolve(paths[0]));
                Checkpoint source = Checkpoint.open(ORACLE.resolve("cases").resolve(paths[1]))) {
            assertThat(gguf.config().modelType()).isEqualTo(source.config().modelType());
            assertThat(gguf.config().architectures()).isEqualTo(source.config().architectures());
            assertThat(gguf.names().stream().filter(name -> !source.has(name))).isEmpty();
            for (String name : source.names()) {
                if (!name.contains("pooler")) {
                    assertSame(gguf, source, name);
                }
            }
        }
    }

    private static void assertSame(Checkpoint gguf, Checkpoint source, String name) {
        long[] shape = source.shape(name);
        assertThat(gguf.shape(name)).as(name).isEqualTo(shape);
        if (shape.length == 1) {
            double[] values = gguf.vector(name, (int) shape[0]);
            double[] expected = source.vector(name, (int) shape[0]);
            for (int i = 0; i < expected.length; i++) {
                // a norm of Gemma had 1 added to it, in float32
                assertThat(values[i]).as(name).isCloseTo(expected[i], within(1e-7));
            }
        } else {
            for (int r = 0; r < shape[0]; r++) {
                assertThat(gguf.matrix(name, (int) shape[0], (int) shape[1]).toDoubles(r))
                        .as(name)
                        .isEqualTo(source.matrix(name, (int) shape[0], (int) shape[1])
                                .toDoubles(r));
            }
        }
    }

    private static org.assertj.core.data.Offset<Double> within(double offset) {
        return org.assertj.core.api.Assertions.within(offset);
    }

    @Test
    void missingPartsAreNamed() throws IOException {
        Path first = folder.resolve("m-00001-of-00002.gguf");
        Files.copy(ORACLE.resolve("gguf/bert-gradient-model.gguf"), first);
        assertThatThrownBy(() -> Checkpoint.open(folder))
                .isInstanceOf(ModelException.class)
                .hasMessage(
                        first + ": is one of 2 files, but 'm-00002-of-00002.gguf' is not in the folder; download the"
                                + " missing files");
        // the same tensors again are no part of it
        Files.copy(first, folder.resolve("m-00002-of-00002.gguf"));
        assertThatThrownBy(() -> Checkpoint.open(folder)).hasMessageContaining("of another file");
    }

    @Test
    void severalModelsAreRefused() throws IOException {
        Files.copy(ORACLE.resolve("gguf/bert-gradient-model.gguf"), folder.resolve("a.gguf"));
        Files.copy(ORACLE.resolve("gguf/smollm3-gradient.gguf"), folder.resolve("b.gguf"));
        assertThatThrownBy(() -> Checkpoint.open(folder))
                .hasMessageContaining("holds 2 files of weights, 'a.gguf' and");
    }

    @Test
    void otherArchitecturesAreRefusedByName() {
        Path file = ORACLE.resolve("gguf/blocks.gguf");
        assertThatThrownBy(() -> Checkpoint.open(file))
                .isInstanceOf(ModelException.class)
                .hasMessageStartingWith(file + ": holds a model of the architecture 'test', which is not implemented;");
    }
}
