// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lxt.checkpoint.SafetensorsFile;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.BackendOptions;
import org.lxt.tensor.backend.Backends;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.DType;
import org.lxt.tensor.weight.Encoding;
import org.lxt.tensor.weight.Weight;

/** Every type of blocks against the dequantisation of the gguf package, bit for bit. */
class GgufBlocksTest {
    private static final Path FOLDER = Path.of(System.getProperty("lxt.root"), "oracle", "gguf");
    private static final int ROWS = 3;
    private static final int COLUMNS = 768;

    static Stream<Encoding> encodings() {
        return Stream.of(Encoding.values()).filter(e -> e != Encoding.F64 && e.compareTo(Encoding.MXFP4) <= 0);
    }

    @Test
    void everyEncodingIsThere() {
        try (GgufFile file = GgufFile.open(FOLDER.resolve("blocks.gguf"))) {
            Set<String> names = file.tensors().keySet();
            assertThat(encodings().map(Encoding::name)).containsExactlyInAnyOrderElementsOf(names);
        }
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void valuesAreTheReferences(Encoding encoding) {
        try (GgufFile file = GgufFile.open(FOLDER.resolve("blocks.gguf"));
                SafetensorsFile expected = SafetensorsFile.open(FOLDER.resolve("blocks.safetensors"))) {
            float[] values = expected.floats(encoding.name());
            Weight weight = weight(file, encoding);
            for (int r = 0; r < ROWS; r++) {
                double[] row = weight.toDoubles(r);
                for (int c = 0; c < COLUMNS; c++) {
                    assertSame((float) row[c], values[r * COLUMNS + c], encoding, r, c);
                }
            }
            double[] column = weight.transpose().toDoubles(300);
            for (int r = 0; r < ROWS; r++) {
                assertSame((float) column[r], values[r * COLUMNS + 300], encoding, r, 300);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("encodings")
    void theVectorBackendReadsTheSame(Encoding encoding) {
        try (GgufFile file = GgufFile.open(FOLDER.resolve("blocks.gguf"));
                SafetensorsFile expected = SafetensorsFile.open(FOLDER.resolve("blocks.safetensors"));
                Backend backend = Backends.named("vector", BackendOptions.defaults())) {
            float[] values = expected.floats(encoding.name());
            Weight weight = weight(file, encoding);
            float[] rows = read(backend, weight, new int[] {2, 0, 1, 2}, COLUMNS);
            for (int i = 0; i < rows.length; i++) {
                int r = new int[] {2, 0, 1, 2}[i / COLUMNS];
                assertSame(rows[i], values[r * COLUMNS + i % COLUMNS], encoding, r, i % COLUMNS);
            }
            // some columns of the stored rows, from within a block to within another
            Weight part = weight.transpose().rows(37, 301).transpose();
            float[] cut = read(backend, part, new int[] {1}, 301);
            for (int c = 0; c < cut.length; c++) {
                assertSame(cut[c], values[COLUMNS + 37 + c], encoding, 1, 37 + c);
            }
            float[] columns = read(backend, weight.transpose(), new int[] {37, 767}, ROWS);
            for (int r = 0; r < ROWS; r++) {
                assertSame(columns[r], values[r * COLUMNS + 37], encoding, r, 37);
                assertSame(columns[ROWS + r], values[r * COLUMNS + 767], encoding, r, 767);
            }
        }
    }

    private static Weight weight(GgufFile file, Encoding encoding) {
        GgufTensor tensor = file.tensors().get(encoding.name());
        assertThat(tensor.encoding()).hasValue(encoding);
        assertThat(tensor.shape()).containsExactly(ROWS, COLUMNS);
        return Weight.of(tensor.name(), tensor.segment(), encoding, ROWS, COLUMNS);
    }

    private static float[] read(Backend backend, Weight weight, int[] rows, int columns) {
        Buffer buffer = backend.allocate((long) rows.length * columns);
        backend.matrices().weightRows(buffer, backend.loadWeight(weight.data()), backend.loadIndex(rows));
        float[] values = new float[rows.length * columns];
        backend.read(buffer, 0, MemorySegment.ofArray(values), DType.F32);
        return values;
    }

    private static void assertSame(float actual, float expected, Encoding encoding, int row, int column) {
        assertThat(Float.floatToRawIntBits(actual))
                .as("%s, row %d, column %d: %s and %s", encoding, row, column, actual, expected)
                .isEqualTo(Float.floatToRawIntBits(expected));
    }
}
