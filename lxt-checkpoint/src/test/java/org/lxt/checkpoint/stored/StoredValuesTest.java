// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.stored;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.checkpoint.RawFile;
import org.lxt.checkpoint.SafetensorsFile;
import org.lxt.checkpoint.SparseFile;
import org.lxt.spi.checkpoint.ModelException;

class StoredValuesTest {
    private static final int PATTERNS = 1 << 16;

    @TempDir
    Path folder;

    /** All 65536 bit patterns, at an odd address when {@code lead} bytes precede them. */
    private Path allPatterns(String type, int lead) throws IOException {
        ByteBuffer data = ByteBuffer.allocate(lead + 2 * PATTERNS).order(ByteOrder.LITTLE_ENDIAN);
        data.position(lead);
        for (int i = 0; i < PATTERNS; i++) {
            data.putShort((short) i);
        }
        String header = "{\"lead\":{\"dtype\":\"U8\",\"shape\":[" + lead + "],\"data_offsets\":[0," + lead + "]},"
                + "\"x\":{\"dtype\":\"" + type + "\",\"shape\":[256,256],\"data_offsets\":[" + lead + ","
                + (lead + 2 * PATTERNS) + "]}}";
        return Files.write(folder.resolve("x.safetensors"), RawFile.bytes(header, data.array()));
    }

    /** The value that the bits of a small IEEE 754 type stand for, from the definition. */
    private static double defined(int bits, int exponentBits, int fractionBits) {
        int bias = (1 << (exponentBits - 1)) - 1;
        int fraction = bits & ((1 << fractionBits) - 1);
        int exponent = (bits >> fractionBits) & ((1 << exponentBits) - 1);
        double sign = bits >> 15 == 0 ? 1 : -1;
        if (exponent == (1 << exponentBits) - 1) {
            return fraction == 0 ? sign * Double.POSITIVE_INFINITY : Double.NaN;
        }
        return exponent == 0
                ? sign * Math.scalb((double) fraction, 1 - bias - fractionBits)
                : sign * Math.scalb(1 + Math.scalb((double) fraction, -fractionBits), exponent - bias);
    }

    private static double[] definedValues(int exponentBits, int fractionBits) {
        return IntStream.range(0, PATTERNS)
                .mapToDouble(bits -> defined(bits, exponentBits, fractionBits))
                .toArray();
    }

    private static double[] widened(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void everyFloat16(int lead) throws IOException {
        try (SafetensorsFile file = SafetensorsFile.open(allPatterns("F16", lead))) {
            assertThat(file.values("x"))
                    .isEqualTo(definedValues(5, 10))
                    .isEqualTo(IntStream.range(0, PATTERNS)
                            .mapToDouble(i -> Float.float16ToFloat((short) i))
                            .toArray());
            assertThat(widened(file.floats("x"))).isEqualTo(definedValues(5, 10));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3})
    void everyBfloat16(int lead) throws IOException {
        try (SafetensorsFile file = SafetensorsFile.open(allPatterns("BF16", lead))) {
            assertThat(file.values("x")).isEqualTo(definedValues(8, 7));
            assertThat(widened(file.floats("x"))).isEqualTo(definedValues(8, 7));
        }
    }

    @Test
    void theDefinitionCoversTheEdges() {
        assertThat(defined(0x0001, 5, 10)).isEqualTo(0x1p-24);
        assertThat(defined(0x03ff, 5, 10)).isEqualTo(1023 * 0x1p-24);
        assertThat(defined(0x7bff, 5, 10)).isEqualTo(65504);
        assertThat(defined(0xfc00, 5, 10)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(defined(0x0001, 8, 7)).isEqualTo(0x1p-133);
        assertThat(defined(0x7f80, 8, 7)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(defined(0x7fc0, 8, 7)).isNaN();
    }

    @Test
    void integersOfAllSizes() throws IOException {
        String header = "{\"i64\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]},"
                + "\"i32\":{\"dtype\":\"I32\",\"shape\":[2],\"data_offsets\":[8,16]},"
                + "\"i16\":{\"dtype\":\"I16\",\"shape\":[1],\"data_offsets\":[16,18]},"
                + "\"i8\":{\"dtype\":\"I8\",\"shape\":[1],\"data_offsets\":[18,19]},"
                + "\"u8\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[19,20]},"
                + "\"bool\":{\"dtype\":\"BOOL\",\"shape\":[2],\"data_offsets\":[20,22]},"
                + "\"f64\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[22,30]}}";
        byte[] data = ByteBuffer.allocate(30)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(-(1L << 60))
                .putInt(-7)
                .putInt(Integer.MAX_VALUE)
                .putShort((short) -300)
                .put((byte) -1)
                .put((byte) 255)
                .put((byte) 0)
                .put((byte) 1)
                .putDouble(Math.PI)
                .array();
        Path path = Files.write(folder.resolve("x.safetensors"), RawFile.bytes(header, data));
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThat(file.longs("i64")).containsExactly(-(1L << 60));
            assertThat(file.values("i64")).containsExactly(-0x1p60);
            assertThat(file.longs("i32")).containsExactly(-7, Integer.MAX_VALUE);
            assertThat(file.values("i32")).containsExactly(-7, Integer.MAX_VALUE);
            assertThat(file.longs("i16")).containsExactly(-300);
            assertThat(file.longs("i8")).containsExactly(-1);
            assertThat(file.floats("u8")).containsExactly(255);
            assertThat(file.longs("bool")).containsExactly(0, 1);
            assertThat(file.values("f64")).containsExactly(Math.PI);
            assertThat(file.floats("f64")).containsExactly((float) Math.PI);
            assertThatThrownBy(() -> file.longs("f64"))
                    .isInstanceOf(ModelException.class)
                    .hasMessage(path + ": tensor 'f64' is stored as F64, which is not read as integers; read it as"
                            + " numbers");
        }
    }

    @Test
    void typesThatAreOnlyKnownByNameOpenButAreNotRead() throws IOException {
        StringBuilder header = new StringBuilder("{");
        int end = 0;
        for (StoredType type : StoredType.values()) {
            int bytes = (int) type.bytes(new long[] {4}).orElseThrow();
            header.append(end == 0 ? "" : ",")
                    .append("\"" + type + "\":{\"dtype\":\"" + type + "\",\"shape\":[4],\"data_offsets\":[" + end + ","
                            + (end + bytes) + "]}");
            end += bytes;
        }
        Path path = RawFile.write(
                folder.resolve("x.safetensors"), header.append("}").toString(), end);
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThat(file.tensors()).hasSize(StoredType.values().length);
            assertThat(file.tensor("F4").segment().byteSize()).isEqualTo(2);
            assertThat(file.tensor("F6_E2M3").segment().byteSize()).isEqualTo(3);
            assertThatThrownBy(() -> file.values("F8_E4M3"))
                    .isInstanceOf(ModelException.class)
                    .hasMessage(path + ": tensor 'F8_E4M3' is stored as F8_E4M3, which is not read as numbers; convert"
                            + " it to F32");
        }
    }

    @Test
    void aTensorTooLargeForAnArrayIsRefusedBeforeItIsAllocated() throws IOException {
        // Zero bytes hold any number of elements only if there are none, so the smallest such tensor has 2 GiB.
        String header = "{\"x\":{\"dtype\":\"U8\",\"shape\":[2147483647],\"data_offsets\":[0,2147483647]}}";
        Path path = SparseFile.sparse(folder.resolve("x.safetensors"), header, 2147483647L, new byte[] {1});
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThatThrownBy(() -> file.values("x"))
                    .isInstanceOf(ModelException.class)
                    .hasMessage(path + ": tensor 'x' has 2147483647 elements, too many for an array; read its segment");
        }
    }
}
