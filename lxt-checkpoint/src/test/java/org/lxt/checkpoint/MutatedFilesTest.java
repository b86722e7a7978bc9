// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lxt.checkpoint.stored.StoredType;
import org.lxt.spi.checkpoint.ModelException;

/**
 * Valid files changed at random: each is used as it claims or refused by one exception, and nothing else happens.
 * {@code -Dlxt.mutations} sets how many; CONTRIBUTING.md says how a million of them are run.
 */
class MutatedFilesTest {
    private static final int COUNT = Integer.getInteger("lxt.mutations", 100_000);

    private static final String[] WORDS = {
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "-",
        "0",
        "9",
        ".",
        "e9",
        "null",
        "NaN",
        "\\u0000",
        "\\ud800",
        " ",
        "4294967296",
        "9223372036854775807",
        "18446744073709551616",
        "F32",
        "I64",
        "F4",
        "[]",
        "\"shape\"",
        "\"data_offsets\"",
        "\"__metadata__\"",
        "\u00e4"
    };

    private static final String HEADER = "{\"__metadata__\":{\"format\":\"pt\"},"
            + "\"a.weight\":{\"dtype\":\"F32\",\"shape\":[2,3],\"data_offsets\":[0,24]},"
            + "\"b\":{\"dtype\":\"BF16\",\"shape\":[4],\"data_offsets\":[24,32]},"
            + "\"c\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[32,40]},"
            + "\"d\":{\"dtype\":\"F16\",\"shape\":[0,7],\"data_offsets\":[40,40]},"
            + "\"e\":{\"dtype\":\"U8\",\"shape\":[1,1,8],\"data_offsets\":[40,48]}}  ";

    @TempDir
    Path folder;

    private static byte[] mutate(byte[] source, Random random) {
        byte[] bytes = source;
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            int at = random.nextInt(bytes.length + 1);
            bytes = switch (random.nextInt(6)) {
                case 0 -> splice(bytes, at, 1, new byte[] {(byte) random.nextInt(256)});
                case 1 -> splice(bytes, at, 0, new byte[] {(byte) random.nextInt(256)});
                case 2 -> splice(bytes, at, 1 + random.nextInt(8), new byte[0]);
                case 3 ->
                    splice(
                            bytes,
                            at,
                            random.nextInt(4),
                            WORDS[random.nextInt(WORDS.length)].getBytes(StandardCharsets.UTF_8));
                case 4 -> random.nextInt(4) == 0 ? Arrays.copyOf(bytes, at) : digit(bytes, at, random);
                default ->
                    splice(
                            bytes,
                            at,
                            0,
                            Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + 1 + random.nextInt(80))));
            };
        }
        return bytes;
    }

    /** The digit after a position replaced: such a header is often still JSON but no longer true. */
    private static byte[] digit(byte[] bytes, int from, Random random) {
        byte[] result = bytes.clone();
        for (int i = from; i < result.length; i++) {
            if (result[i] >= '0' && result[i] <= '9') {
                result[i] = (byte) ('0' + random.nextInt(10));
                break;
            }
        }
        return result;
    }

    private static byte[] splice(byte[] bytes, int at, int removed, byte[] inserted) {
        int rest = Math.min(bytes.length, at + removed);
        return ByteBuffer.allocate(at + inserted.length + bytes.length - rest)
                .put(bytes, 0, at)
                .put(inserted)
                .put(bytes, rest, bytes.length - rest)
                .array();
    }

    /** A mutated file, half the time with a length that fits its header so that the header is looked at. */
    private static byte[] file(Random random) {
        byte[] header = HEADER.getBytes(StandardCharsets.UTF_8);
        if (random.nextBoolean()) {
            return mutate(RawFile.bytes(header.length, header, new byte[48]), random);
        }
        byte[] mutated = mutate(header, random);
        return RawFile.bytes(mutated.length, mutated, new byte[random.nextInt(8) == 0 ? random.nextInt(64) : 48]);
    }

    private static boolean isUsable(MemorySegment whole, Map<String, TensorEntry> tensors) {
        long total = 0;
        for (TensorEntry entry : tensors.values()) {
            MemorySegment segment = entry.segment();
            total += segment.byteSize();
            assertThat(StoredType.valueOf(entry.dtype()).bytes(entry.shape())).hasValue(segment.byteSize());
            if (segment.byteSize() > 0) {
                assertThat(segment.address() - whole.address()).isBetween(8L, whole.byteSize() - segment.byteSize());
                assertThat(segment.heapBase()).isEqualTo(whole.heapBase());
                segment.get(ValueLayout.JAVA_BYTE, segment.byteSize() - 1);
            }
        }
        long header = whole.get(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), 0);
        assertThat(total).isEqualTo(whole.byteSize() - 8 - header);
        return true;
    }

    @Test
    void mutatedHeaders() {
        Random random = new Random(20250923);
        int opened = 0;
        int refused = 0;
        for (int i = 0; i < COUNT; i++) {
            MemorySegment bytes = MemorySegment.ofArray(file(random));
            try {
                SafetensorsHeader header = SafetensorsHeader.read("mutated", bytes);
                opened += isUsable(bytes, header.tensors()) ? 1 : 0;
            } catch (ModelException e) {
                refused++;
                assertThat(e.getMessage()).startsWith("mutated: ").doesNotContain("\n");
            }
        }
        assertThat(opened).as("mutations that leave a valid file").isGreaterThan(COUNT / 100);
        assertThat(refused).as("mutations that do not").isGreaterThan(COUNT / 5 * 2);
    }

    @Test
    void mutatedFilesOnDisk() throws IOException {
        Random random = new Random(1);
        Path path = folder.resolve("x.safetensors");
        for (int i = 0; i < 500; i++) {
            Files.write(path, file(random));
            try (SafetensorsFile file = SafetensorsFile.open(path)) {
                file.tensors().keySet().forEach(file::tensor);
            } catch (ModelException e) {
                assertThat(e.getMessage()).startsWith(path + ": ");
            }
        }
    }

    @Test
    void mutatedConfigsAndIndexes() throws IOException {
        Random random = new Random(2);
        byte[] config = "{\"model_type\":\"llama\",\"hidden_size\":32,\"eps\":1e-06,\"rope\":{\"a\":[1,null,true]}}"
                .getBytes(StandardCharsets.UTF_8);
        byte[] index =
                "{\"metadata\":{\"total_size\":4},\"weight_map\":{\"a\":\"s.safetensors\",\"b\":\"s.safetensors\"}}"
                        .getBytes(StandardCharsets.UTF_8);
        new SafetensorsWriter()
                .add("a", new float[] {1}, 1)
                .add("b", new float[] {1}, 1)
                .write(folder.resolve("s.safetensors"));
        for (int i = 0; i < 600; i++) {
            boolean even = i % 2 == 0;
            Files.write(folder.resolve("config.json"), even ? mutate(config, random) : config);
            Files.write(folder.resolve("model.safetensors.index.json"), even ? index : mutate(index, random));
            try (Checkpoint checkpoint = Checkpoint.open(folder)) {
                assertThat(checkpoint.tensors().keySet()).isEqualTo(checkpoint.names());
            } catch (ModelException e) {
                assertThat(e.getMessage()).startsWith(folder.toString()).doesNotContain("\n");
            }
        }
    }
}
