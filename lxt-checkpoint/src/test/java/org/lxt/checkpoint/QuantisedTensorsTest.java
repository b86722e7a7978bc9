// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.BackendOptions;
import org.lxt.tensor.backend.Backends;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.DType;
import org.lxt.tensor.weight.Encoding;
import org.lxt.tensor.weight.Weight;

/** Matrices of quantised checkpoints, bit for bit those that bitsandbytes and torch made of them (quantised_cases.py). */
class QuantisedTensorsTest {
    private static final Path ORACLE = Path.of(System.getProperty("lxt.root"), "oracle");

    @ParameterizedTest
    @CsvSource({
        "fp8-blocks, F8_E4M3",
        "fp8-tensor, F8_E4M3",
        "fp8-channel, F8_E4M3",
        "gptq-4, U4_ZERO",
        "gptq-4-act-order, F32",
        "gptq-8-v2, U8_ZERO",
        "awq-4, U4_ZERO",
        "nf4-nested, NF4",
        "fp4, FP4",
        "int8, I8_ABSMAX"
    })
    void matricesAreTheReferences(String name, Encoding encoding) {
        try (Checkpoint checkpoint = Checkpoint.open(ORACLE.resolve("cases").resolve("llama-quantised-" + name));
                SafetensorsFile expected =
                        SafetensorsFile.open(ORACLE.resolve("quantised").resolve(name + ".safetensors"));
                Backend vector = Backends.named("vector", BackendOptions.defaults())) {
            assertThat(checkpoint.config().has("quantization_config")).isFalse();
            assertThat(checkpoint.names()).allMatch(n -> n.endsWith("weight"));
            assertThat(expected.tensors()).hasSize(7);
            for (TensorEntry tensor : expected.tensors().values()) {
                int rows = (int) tensor.shape()[0];
                int columns = (int) tensor.shape()[1];
                float[] values = expected.floats(tensor.name());
                Weight weight = checkpoint.matrix(tensor.name(), rows, columns);
                assertThat(weight.encoding()).isEqualTo(encoding);
                assertThat(scalar(weight)).as(tensor.name()).isEqualTo(values);
                assertThat(read(vector, weight)).as(tensor.name()).isEqualTo(values);
                float[] turned = turned(values, rows, columns);
                assertThat(scalar(weight.transpose())).as(tensor.name()).isEqualTo(turned);
                assertThat(read(vector, weight.transpose())).as(tensor.name()).isEqualTo(turned);
            }
        }
    }

    private static float[] scalar(Weight weight) {
        float[] values = new float[weight.rows() * weight.columns()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) weight.toDoubles(i / weight.columns())[i % weight.columns()];
        }
        return values;
    }

    private static float[] turned(float[] values, int rows, int columns) {
        float[] turned = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            turned[i % columns * rows + i / columns] = values[i];
        }
        return turned;
    }

    private static float[] read(Backend backend, Weight weight) {
        int[] rows = new int[weight.rows()];
        for (int r = 0; r < rows.length; r++) {
            rows[r] = r;
        }
        float[] values = new float[rows.length * weight.columns()];
        Buffer buffer = backend.allocate(values.length);
        backend.matrices().weightRows(buffer, backend.loadWeight(weight.data()), backend.loadIndex(rows));
        backend.read(buffer, 0, MemorySegment.ofArray(values), DType.F32);
        return values;
    }
}
