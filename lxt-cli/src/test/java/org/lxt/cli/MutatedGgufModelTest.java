// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.api.LxtException;
import org.lxt.chat.ChatMessage;
import org.lxt.explain.Explainer;
import org.lxt.tasks.source.ModelSource;
import org.lxt.tokenizers.Tokenizer;

/**
 * Whole GGUF models changed at random, opened as a user opens them: the model, its tokenizer, which must split a text, and its
 * chat template. Each is used or refused in one line, in a time and with an amount of heap that are bounded. {@code
 * -Dlxt.mutations} sets how many; docs/quantised-models.md says how a million of them are run.
 */
class MutatedGgufModelTest {
    private static final int COUNT = Integer.getInteger("lxt.mutations", 600);
    private static final Path FOLDER = Path.of(System.getProperty("lxt.root"), "oracle", "gguf", "small");

    /** Of a file of 16 KB at most: what opening a sound one takes is about a tenth. */
    private static final long MOST_BYTES = 20L << 20;

    /** Of the processor: time of the clock would count what else a busy machine does. */
    private static final long MOST_NANOSECONDS = 2_000_000_000;

    private static final long[] NUMBERS = {
        0, 1, 4, 5, 12, 13, 255, 65_536, 1L << 31, (1L << 32) - 1, 1L << 40, Long.MAX_VALUE, Long.MIN_VALUE, -1
    };

    private static final int KINDS = 7;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"llama", "gpt2", "bert", "gpt-oss", "modern-bert", "reranker", "qwen3"})
    void opened(String name) throws IOException {
        byte[] source = Files.readAllBytes(FOLDER.resolve(name + ".gguf"));
        Path file = folder.resolve("mutated.gguf");
        Files.write(file, source);
        boolean hasChat = !name.equals("bert") && !name.equals("reranker");
        assertThat(isUsed(file, hasChat)).as("the sound file").isTrue();
        int end = endOfHeader(source);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Random random = new Random(name.hashCode());
        int used = 0;
        long mostBytes = 0;
        long mostTime = 0;
        for (int i = 0; i < COUNT / KINDS; i++) {
            byte[] changed = source.clone();
            for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
                int within = random.nextInt(10) == 0 ? source.length : end;
                change(changed, random.nextInt(within), random);
            }
            int length = random.nextInt(16) == 0 ? random.nextInt(source.length) : source.length;
            Files.write(file, Arrays.copyOf(changed, length));
            long before = threads.getCurrentThreadAllocatedBytes();
            long start = threads.getCurrentThreadCpuTime();
            try {
                used += isUsed(file, hasChat) ? 1 : 0;
            } catch (Throwable e) {
                Path kept = Files.write(Path.of(System.getProperty("java.io.tmpdir"), "mutated.gguf"), changed);
                throw new AssertionError("mutation " + i + " of " + name + ", kept as " + kept, e);
            }
            mostTime = Math.max(mostTime, threads.getCurrentThreadCpuTime() - start);
            mostBytes = Math.max(mostBytes, threads.getCurrentThreadAllocatedBytes() - before);
        }
        assertThat(mostBytes).as("bytes of heap").isLessThan(MOST_BYTES);
        assertThat(mostTime).as("nanoseconds of the processor").isLessThan(MOST_NANOSECONDS);
        assertThat(used).as("mutations that leave a file that can be used").isBetween(1, COUNT / KINDS - 1);
    }

    /** The last name of a tensor, and its shape, type and place. */
    private static int endOfHeader(byte[] source) {
        String text = new String(source, java.nio.charset.StandardCharsets.ISO_8859_1);
        return Math.max(text.lastIndexOf(".weight"), text.lastIndexOf(".bias")) + 60;
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

    /** True if nothing was refused. */
    private static boolean isUsed(Path file, boolean hasChat) {
        try (Explainer explainer = Explainer.builder(file).backend("scalar").open()) {
            Optional<Tokenizer> tokenizer = explainer.tokenizer();
            tokenizer.ifPresent(t -> t.decode(t.encode("hello world\n").ids(), false));
            return !hasChat || isRendered(file);
        } catch (LxtException e) {
            assertThat(e.getMessage()).doesNotContain("\n").hasSizeLessThan(2_000);
            return false;
        }
    }

    private static boolean isRendered(Path file) {
        try (ModelSource source = ModelSource.of(file)) {
            return !source.chatTemplate()
                    .render(List.of(ChatMessage.user("hello")), true)
                    .isEmpty();
        }
    }
}
