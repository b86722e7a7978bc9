// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lxt.checkpoint.gguf.architecture.GgufModel;
import org.lxt.checkpoint.gguf.architecture.MappedTensor;
import org.lxt.spi.checkpoint.ModelException;
import org.lxt.tensor.weight.Encoding;
import org.lxt.tensor.weight.Weight;

/**
 * Valid files changed at random: each is used as it claims or refused by one exception, within memory and time that its size
 * bounds. {@code -Dlxt.mutations} sets how many; docs/quantised-models.md says how a million of them are run.
 */
class MutatedGgufTest {
    private static final int COUNT = Integer.getInteger("lxt.mutations", 30_000);
    private static final Path FOLDER = Path.of(System.getProperty("lxt.root"), "oracle", "gguf");

    /** Numbers that are wrong as a count, a length, a place or a type. */
    private static final long[] NUMBERS = {
        0, 1, 4, 5, 12, 13, 255, 65_536, 1L << 31, (1L << 32) - 1, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE, -1
    };

    @Test
    void filesOfMetadata() throws IOException {
        mutated(Files.readAllBytes(FOLDER.resolve("metadata.gguf")), 896, 1);
    }

    @Test
    void filesOfBlocks() throws IOException {
        mutated(Files.readAllBytes(FOLDER.resolve("blocks.gguf")), 1_000, 2);
    }

    @Test
    void modelsOfSeveralArchitectures() throws IOException {
        for (String model :
                new String[] {"bert-gradient-model", "gemma2-softcaps", "smollm3-gradient", "small/qwen3"}) {
            mutated(Files.readAllBytes(FOLDER.resolve(model + ".gguf")), 3_000, 3);
        }
    }

    private static void mutated(byte[] source, int header, long seed) {
        Random random = new Random(seed);
        int used = 0;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(source.length, 64);
            for (int i = 0; i < COUNT / 6; i++) {
                byte[] changed = source.clone();
                for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                    change(changed, random.nextInt(Math.min(header, source.length)), random);
                }
                MemorySegment.copy(changed, 0, memory, ValueLayout.JAVA_BYTE, 0, changed.length);
                int length = random.nextInt(8) == 0 ? random.nextInt(source.length) : source.length;
                used += isUsed(memory.asSlice(0, length)) ? 1 : 0;
            }
        }
        assertThat(used).as("mutations that leave a file that can be used").isPositive();
    }

    private static void change(byte[] bytes, int at, Random random) {
        switch (random.nextInt(4)) {
            case 0 -> bytes[at] = (byte) random.nextInt(256);
            case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
            case 2 -> {
                long number = NUMBERS[random.nextInt(NUMBERS.length)];
                for (int i = 0; i < 8 && at + i < bytes.length; i++) {
                    bytes[at + i] = (byte) (number >>> 8 * i);
                }
            }
            default -> {
                int count = Math.min(1 + random.nextInt(32), bytes.length - at);
                int from = random.nextInt(bytes.length - count);
                System.arraycopy(Arrays.copyOfRange(bytes, from, from + count), 0, bytes, at, count);
            }
        }
    }

    /** Reads everything that the file has to offer; true if nothing was refused. */
    private static boolean isUsed(MemorySegment bytes) {
        try {
            GgufHeader.Contents contents = GgufHeader.read("mutated", bytes);
            for (String key : contents.metadata().names()) {
                read(contents.metadata(), key);
            }
            contents.tensors().values().forEach(MutatedGgufTest::read);
            GgufModel model = GgufModel.of(Path.of("mutated"), contents.metadata(), contents.tensors());
            model.tensors().values().forEach(MutatedGgufTest::read);
            return true;
        } catch (ModelException e) {
            assertThat(e.getMessage())
                    .startsWith("mutated: ")
                    .doesNotContain("\n")
                    .hasSizeLessThan(700);
            // blocks.gguf and metadata.gguf are of no known architecture
            return e.getMessage().startsWith("mutated: holds a model of the architecture 'test'")
                    || e.getMessage().startsWith("mutated: metadata 'test.block_count'");
        }
    }

    private static void read(GgufMetadata metadata, String key) {
        try {
            if (metadata.isList(key)) {
                metadata.strings(key);
            } else {
                metadata.number(key);
            }
        } catch (ModelException e) {
            assertThat(e.getMessage()).startsWith("mutated: ").doesNotContain("\n");
        }
    }

    private static void read(GgufTensor tensor) {
        tensor.encoding().ifPresent(encoding -> {
            long size = Arrays.stream(tensor.shape()).reduce(1, (a, b) -> a * b);
            assertThat(tensor.segment().byteSize()).isEqualTo(encoding.bytes(size));
            Weight.of("w", tensor.segment(), encoding, 1, (int) size).toDoubles(0);
        });
    }

    private static void read(MappedTensor tensor) {
        long[] shape = tensor.shape();
        Encoding encoding = tensor.encoding().orElse(null);
        if (encoding != null && shape.length == 1) {
            tensor.values(encoding, (int) shape[0]);
        }
        if (encoding != null && shape.length == 2) {
            try (Arena arena = Arena.ofConfined()) {
                tensor.weight("w", encoding, (int) shape[0], (int) shape[1], arena)
                        .toDoubles((int) shape[0] - 1);
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageContaining("is a vector");
            }
        }
    }
}
