// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsRoundTripTest {
    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsRead() throws IOException {
        float[] numbers = {0f, -0f, 1.5f, Float.MIN_VALUE, Float.NaN, Float.NEGATIVE_INFINITY};
        long[] integers = {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE};
        Path path = folder.resolve("x.safetensors");
        new SafetensorsWriter()
                .add("numbers", numbers, 2, 3)
                .add("integers", integers, 4)
                .add("scalar", new float[] {7f})
                .add("none", new float[0], 3, 0)
                .add("größe \"1\"", new long[] {5}, 1, 1, 1)
                .metadata("format", "pt")
                .metadata("note", "a \"quoted\"\nline")
                .write(path);

        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThat(file.path()).isEqualTo(path);
            assertThat(file.tensors().keySet()).containsExactly("größe \"1\"", "integers", "none", "numbers", "scalar");
            assertThat(file.metadata()).containsEntry("format", "pt").containsEntry("note", "a \"quoted\"\nline");
            assertThat(file.floats("numbers")).containsExactly(numbers);
            assertThat(file.values("numbers")).containsExactly(0d, -0d, 1.5, 0x1p-149, Double.NaN, -1 / 0d);
            assertThat(file.longs("integers")).containsExactly(integers);
            assertThat(file.tensor("numbers").shape()).containsExactly(2, 3);
            assertThat(file.tensor("numbers").dtype()).isEqualTo("F32");
            assertThat(file.tensor("numbers").segment().isReadOnly()).isTrue();
            assertThat(file.tensor("scalar").shape()).isEmpty();
            assertThat(file.tensor("scalar").size()).isEqualTo(1);
            assertThat(file.values("scalar")).containsExactly(7);
            assertThat(file.tensor("none").shape()).containsExactly(3, 0);
            assertThat(file.values("none")).isEmpty();
            assertThat(file.longs("größe \"1\"")).containsExactly(5);
        }
    }

    @Test
    void bytesAreThoseOfTheFormat() throws IOException {
        Path path = folder.resolve("x.safetensors");
        new SafetensorsWriter().add("b", new float[] {1f, 2f}, 2).write(path);
        String header = "{\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}";
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
        int length = (int) bytes.getLong();
        byte[] json = new byte[length];
        bytes.get(json);
        assertThat(length % 8).isZero();
        assertThat(new String(json, StandardCharsets.UTF_8).stripTrailing()).isEqualTo(header);
        assertThat(length - header.length()).isBetween(0, 7);
        assertThat(bytes.getFloat()).isEqualTo(1f);
        assertThat(bytes.getFloat()).isEqualTo(2f);
        assertThat(bytes.hasRemaining()).isFalse();
    }

    @Test
    void orderOfAddingDoesNotMatter() throws IOException {
        Path one = folder.resolve("one.safetensors");
        Path two = folder.resolve("two.safetensors");
        float[] odd = {1, 2, 3};
        long[] ids = {1};
        new SafetensorsWriter()
                .add("b", odd, 3)
                .add("a", ids, 1)
                .metadata("x", "1")
                .metadata("y", "2")
                .write(one);
        new SafetensorsWriter()
                .metadata("y", "2")
                .metadata("x", "1")
                .add("a", ids, 1)
                .add("b", odd, 3)
                .write(two);
        assertThat(one).hasSameBinaryContentAs(two);
    }

    @Test
    void nothingAddedIsAnEmptyFile() throws IOException {
        Path path = folder.resolve("empty.safetensors");
        new SafetensorsWriter().write(path);
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThat(file.tensors()).isEmpty();
            assertThat(file.metadata()).isEmpty();
        }
    }

    @Test
    void moreThanOneChunkIsWritten() throws IOException {
        float[] values = new float[100_003];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        Path path = folder.resolve("long.safetensors");
        new SafetensorsWriter().add("x", values, values.length).write(path);
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            assertThat(file.floats("x")).isEqualTo(values);
        }
    }

    @Test
    void anEarlierFileIsReplacedAndNothingIsLeftBeside() throws IOException {
        Path path = folder.resolve("x.safetensors");
        new SafetensorsWriter().add("old", new float[] {1}, 1).write(path);
        new SafetensorsWriter().add("new", new float[] {2}, 1).write(path);
        try (SafetensorsFile file = SafetensorsFile.open(path);
                Stream<Path> files = Files.list(folder)) {
            assertThat(file.tensors()).containsOnlyKeys("new");
            assertThat(files).containsExactly(path);
        }
    }

    @Test
    void aWriteThatFailsLeavesNothing() throws IOException {
        Path taken = Files.createDirectories(folder.resolve("taken/inside")).getParent();
        SafetensorsWriter writer = new SafetensorsWriter().add("x", new float[] {1}, 1);
        assertThatThrownBy(() -> writer.write(taken)).isInstanceOf(IOException.class);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(taken);
        }
    }

    @Test
    void permissionsAreThoseOfAnyNewFile() throws IOException {
        Path path = folder.resolve("x.safetensors");
        new SafetensorsWriter().write(path);
        Path other = Files.createFile(folder.resolve("other"));
        if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            assertThat(Files.getPosixFilePermissions(path))
                    .isEqualTo(Files.getPosixFilePermissions(other))
                    .contains(PosixFilePermission.OWNER_READ);
        }
    }

    @Test
    void writerRefusesWhatTheFormatCannotHold() {
        SafetensorsWriter writer = new SafetensorsWriter().add("x", new float[] {1}, 1);
        assertThatThrownBy(() -> writer.add("x", new long[] {1}, 1)).hasMessage("the name 'x' is taken");
        assertThatThrownBy(() -> writer.add("__metadata__", new long[] {1}, 1))
                .hasMessage("the name '__metadata__' is taken");
        assertThatThrownBy(() -> writer.add("y", new float[] {1, 2}, 3))
                .hasMessage("tensor 'y' has 2 values, but shape [3]");
        assertThatThrownBy(() -> writer.add("y", new float[0], 1L << 62, 8))
                .hasMessageContaining("tensor 'y' has 0 values, but shape");
        assertThatThrownBy(() -> writer.add("y", new float[] {1}, -1, -1))
                .hasMessage("tensor 'y' has 1 values, but shape [-1, -1]");
    }

    @Test
    void closingTwiceIsFineAndUseAfterwardsIsNot() throws IOException {
        Path path = folder.resolve("x.safetensors");
        new SafetensorsWriter().add("x", new float[] {1}, 1).write(path);
        SafetensorsFile file = SafetensorsFile.open(path);
        file.close();
        file.close();
        assertThatThrownBy(() -> file.values("x")).isInstanceOf(IllegalStateException.class);
    }
}
