// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.spi.checkpoint.ModelException;

/** Quantised checkpoints that cannot be read are refused in a sentence that names what is wrong. */
class QuantisedRefusalsTest {
    private static final Path CASES = Path.of(System.getProperty("lxt.root"), "oracle", "cases");
    private static final String WEIGHTS = "model.safetensors";

    /** How many mutations; docs/quantised-models.md says how many were run. */
    private static final int COUNT = Integer.getInteger("lxt.mutations", 0);

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gptq-4 | \"gptq\" | \"hqq\" | option 'quantization_config.quant_method' is hqq, which is not implemented; supported: fp8, "
                        + "compressed-tensors (float-quantized), gptq (4 and 8 bits), awq (4 bits, gemm), bitsandbytes; use a checkpoint",
                "gptq-4 | \"bits\": 4 | \"bits\": 3 | option 'quantization_config.bits' is 3, which is not implemented; supported: 4 and 8",
                "gptq-4 | \"group_size\": 32 | \"group_size\": 48 | option 'quantization_config.group_size' is 48.0, which",
                "gptq-4 | \"sym\": true | \"checkpoint_format\": \"marlin\" | option 'quantization_config.checkpoint_format' is marlin",
                "gptq-4 | \"sym\": true | \"dynamic\": {\"+:x\": {\"bits\": 8}} | option 'quantization_config.dynamic' is {+:x={bits=8}}",
                "awq-4 | \"bits\": 4 | \"bits\": 8 | option 'quantization_config.bits' is 8, which is not implemented; supported: 4;",
                "awq-4 | \"gemm\" | \"gemv\" | option 'quantization_config.version' is gemv, which is not implemented",
                "awq-4 | \"zero_point\": true | \"zero_point\": false | option 'quantization_config.zero_point' is false",
                "fp8-blocks | \"e4m3\" | \"e5m2\" | option 'quantization_config.fmt' is e5m2, which is not implemented",
                "fp8-channel | float-quantized | pack-quantized | option 'quantization_config.format' is pack-quantized",
                "fp8-channel | \"kv_cache_scheme\": null | \"kv_cache_scheme\": {\"num_bits\": 8} | kv_cache_scheme' is {num_bits=8}",
                "nf4-nested | \"nf4\" | \"af4\" | option 'quantization_config.bnb_4bit_quant_type' is af4",
                "int8 | \"load_in_8bit\": true | \"load_in_8bit\": false | option 'quantization_config.load_in_4bit' must be true, or",
                // and what does not fit together
                "gptq-4 | \"group_size\": 32 | \"group_size\": 64 | down_proj.qzeros' is [3, 8], but must be [2, 8]",
                "gptq-4 | \"bits\": 4 | \"bits\": 8 | down_proj.qzeros' is [3, 8], but must be [2, 16]",
            })
    void anotherConfiguration(String name, String old, String changed, String message) throws IOException {
        copy(name);
        Path config = folder.resolve("config.json");
        String text = Files.readString(config);
        assertThat(text).contains(old);
        Files.writeString(config, text.replace(old, changed));
        assertRefused(message);
    }

    @ParameterizedTest
    @CsvSource({
        "fp8-blocks, weight_scale_inv, weight_scale_xyz, has no 'model.layers.0.mlp.down_proj.weight_scale'",
        "gptq-4, .scales, .scalex, has no 'model.layers.0.mlp.down_proj.scales' with it",
        "awq-4, .qzeros, .qzerox, has no 'model.layers.0.mlp.down_proj.qzeros' with it",
        "nf4-nested, nested_absmax, nested_absmix, has no 'model.layers.0.mlp.down_proj.weight.nested_absmax' with it",
        "nf4-nested, bitsandbytes__nf4, bitsandbytes__nf5, has no "
                + "'model.layers.0.mlp.down_proj.weight.quant_state.bitsandbytes__nf4' with it",
        "int8, .SCB, .SCX, has no 'model.layers.0.mlp.down_proj.SCB' with it"
    })
    void aPartIsMissing(String name, String old, String changed, String message) throws IOException {
        copy(name);
        replaceInWeights(old, changed);
        assertRefused(message);
    }

    @ParameterizedTest
    @CsvSource({
        "fp8-blocks, '\"shape\":[2,1]', '\"shape\":[1,2]', 'is [1, 2], but must be'",
        "fp8-channel, '\"shape\":[96,1]', '\"shape\":[48,2]', 'must be one scale, or one for each of 96 rows'",
        "gptq-4, '\"I32\"', '\"U32\"', 'is stored as U32, but must be one of [I32]'"
    })
    void aPartOfAnotherShapeOrType(String name, String old, String changed, String message) throws IOException {
        copy(name);
        replaceInWeights(old, changed);
        assertRefused(message);
    }

    @Test
    void anotherTableThanNf4() throws IOException {
        copy("nf4-nested");
        byte[] bytes = Files.readAllBytes(folder.resolve(WEIGHTS));
        int at = indexOf(bytes, floatBytes(0.44070982933044434f));
        assertThat(at).isPositive();
        System.arraycopy(floatBytes(0.4407f), 0, bytes, at, 4);
        Files.write(folder.resolve(WEIGHTS), bytes);
        assertRefused("has other numbers than NF4 of bitsandbytes, which is not implemented");
    }

    /** Cut off after any number of bytes; every one with {@code -Dlxt.mutations}, else some. */
    @ParameterizedTest
    @ValueSource(strings = {"fp8-blocks", "fp8-channel", "gptq-4-act-order", "awq-4", "nf4-nested", "int8"})
    void cutOff(String name) throws IOException {
        copy(name);
        try (FileChannel file = FileChannel.open(folder.resolve(WEIGHTS), StandardOpenOption.WRITE)) {
            for (long size = file.size() - 1; size >= 0; size -= COUNT > 0 ? 1 : 997) {
                file.truncate(size);
                assertThatThrownBy(() -> Checkpoint.open(folder).close())
                        .as("%d bytes", size)
                        .isInstanceOf(ModelException.class)
                        .message()
                        .hasLineCount(1)
                        .contains(WEIGHTS);
            }
        }
    }

    /** Bytes changed at random: read, or refused in one line. */
    @ParameterizedTest
    @ValueSource(strings = {"fp8-blocks", "gptq-4-act-order", "awq-4", "nf4-nested", "int8"})
    void mutated(String name) throws IOException {
        copy(name);
        byte[] whole = Files.readAllBytes(folder.resolve(WEIGHTS));
        byte[] options = Files.readAllBytes(folder.resolve("config.json"));
        Random random = new Random(7);
        int refused = 0;
        for (int n = 0; n < Math.max(300, COUNT / 5); n++) {
            Files.write(folder.resolve(WEIGHTS), n % 3 == 0 ? whole : changed(whole, random));
            Files.write(folder.resolve("config.json"), n % 3 == 0 ? changed(options, random) : options);
            try (Checkpoint checkpoint = Checkpoint.open(folder)) {
                checkpoint.tensors().forEach((tensor, entry) -> {
                    if (entry.shape().length == 2) {
                        checkpoint
                                .matrix(tensor, (int) entry.shape()[0], (int) entry.shape()[1])
                                .toDoubles(0);
                    }
                });
            } catch (ModelException e) {
                assertThat(e.getMessage()).hasLineCount(1).hasSizeLessThan(2000);
                refused++;
            }
        }
        assertThat(refused).isBetween(50, Math.max(300, COUNT / 5) - 1);
    }

    private static byte[] changed(byte[] bytes, Random random) {
        byte[] copy = bytes.clone();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            int at = random.nextInt(Math.min(copy.length, 9000));
            copy[at] = random.nextBoolean() ? (byte) ('0' + random.nextInt(10)) : (byte) random.nextInt(256);
        }
        return copy;
    }

    private void copy(String name) throws IOException {
        for (String file : new String[] {"config.json", WEIGHTS}) {
            Files.copy(CASES.resolve("llama-quantised-" + name).resolve(file), folder.resolve(file));
        }
    }

    /** Names and shapes in the header, of the same length. */
    private void replaceInWeights(String old, String changed) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(WEIGHTS));
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        assertThat(text).contains(old);
        assertThat(changed).hasSameSizeAs(old);
        Files.write(folder.resolve(WEIGHTS), text.replace(old, changed).getBytes(StandardCharsets.ISO_8859_1));
    }

    private static byte[] floatBytes(float value) {
        int bits = Float.floatToRawIntBits(value);
        return new byte[] {(byte) bits, (byte) (bits >> 8), (byte) (bits >> 16), (byte) (bits >> 24)};
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(new String(part, StandardCharsets.ISO_8859_1));
    }

    private void assertRefused(String message) {
        assertThatThrownBy(() -> Checkpoint.open(folder).close())
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(message)
                .message()
                .hasLineCount(1);
    }
}
