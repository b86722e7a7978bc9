// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lxt.tensor.backend.RandomBlocks;
import org.lxt.tensor.processor.BlockRuns;
import org.lxt.tensor.processor.KernelProvider;
import org.lxt.tensor.processor.StridedRows;
import org.lxt.tensor.processor.choice.KernelChoice;
import org.lxt.tensor.weight.BlockValues;
import org.lxt.tensor.weight.Encoding;

/** The kernels that this processor can run, against plain loops, to the bit: all encodings, all ways to begin and end within a block. */
class BlockRunKernelTest {
    private static final float UNTOUCHED = 77;
    private static final int UNIT = BlockRuns.UNIT;

    static List<KernelProvider> providers() {
        return KernelChoice.providers();
    }

    private static BlockRuns runs(KernelProvider provider) {
        assumeTrue(provider.availability().available(), provider.availability().reason());
        return provider.kernels(BlockRuns.class).orElseThrow();
    }

    @Test
    void allEncodingsInBlocksAreRead() {
        BlockRuns runs = new BlockRunKernel(256);
        assertThat(Encoding.values()).allSatisfy(e -> assertThat(runs.reads(e)).isEqualTo(e.isBlocked()));
    }

    @ParameterizedTest
    @MethodSource("providers")
    void widensRunsOfAllKinds(KernelProvider provider) {
        BlockRuns runs = runs(provider);
        for (Encoding encoding : Encoding.values()) {
            if (!encoding.isBlocked()) {
                continue;
            }
            assertThat(KernelChoice.examine(provider).available()).isTrue();
            Random random = new Random(encoding.ordinal());
            for (int rows : new int[] {1, 2, 7}) {
                check(runs, random, encoding, rows, false);
                check(runs, random, encoding, rows, true);
            }
        }
    }

    /** With random bytes alone scales are infinite or not numbers, too. */
    private static void check(BlockRuns runs, Random random, Encoding encoding, int rows, boolean anything) {
        int block = encoding.blockElements();
        int blocks = 3;
        try (Arena arena = Arena.ofConfined()) {
            long step = encoding.bytes((blocks + random.nextInt(2)) * (long) block);
            long last = encoding.bytes((long) blocks * block);
            // one byte before the rows, and nothing after them
            MemorySegment memory = arena.allocate(1 + (rows - 1) * step + last);
            MemorySegment whole = arena.allocate(rows * step);
            RandomBlocks.fill(whole, encoding, random);
            if (anything) {
                byte[] bytes = new byte[Math.toIntExact(whole.byteSize())];
                random.nextBytes(bytes);
                MemorySegment.copy(bytes, 0, whole, ValueLayout.JAVA_BYTE, 0, bytes.length);
            }
            MemorySegment.copy(whole, 0, memory, 1, memory.byteSize() - 1);
            float[][] expected = decoded(memory, encoding, rows, blocks, step);
            StridedRows from = new StridedRows(memory, 1, step);
            for (int first = 0; first < blocks * block; first += UNIT) {
                int n = UNIT * (1 + random.nextInt((blocks * block - first) / UNIT));
                same(runs, encoding, from, rows, first, n, expected);
                same(runs, encoding, from, rows, 0, blocks * block - first, expected);
            }
        }
    }

    private static float[][] decoded(MemorySegment memory, Encoding encoding, int rows, int blocks, long step) {
        int block = encoding.blockElements();
        float[][] decoded = new float[rows][blocks * block];
        float[] one = new float[block];
        for (int r = 0; r < rows; r++) {
            for (int b = 0; b < blocks; b++) {
                BlockValues.decode(encoding, memory, 1 + r * step + (long) b * encoding.blockBytes(), one);
                System.arraycopy(one, 0, decoded[r], b * block, block);
            }
        }
        return decoded;
    }

    /** With a gap before the result and after each of its rows. */
    private static void same(
            BlockRuns runs, Encoding encoding, StridedRows from, int rows, int first, int n, float[][] expected) {
        float[] all = new float[1 + rows * (n + 3)];
        Arrays.fill(all, UNTOUCHED);
        runs.widen(encoding, from, rows, first, n, new StridedRows(MemorySegment.ofArray(all), 4, 4L * (n + 3)));
        float[] wanted = new float[all.length];
        Arrays.fill(wanted, UNTOUCHED);
        for (int r = 0; r < rows; r++) {
            System.arraycopy(expected[r], first, wanted, 1 + r * (n + 3), n);
        }
        int different = Arrays.mismatch(all, wanted);
        if (different >= 0) {
            assertThat(all[different])
                    .as("%s, elements %d to %d, number %d of the result", encoding, first, first + n, different)
                    .isEqualTo(wanted[different]);
        }
    }

    /** More than one call takes. */
    @ParameterizedTest
    @MethodSource("providers")
    void widensManyRows(KernelProvider provider) {
        BlockRuns runs = runs(provider);
        int rows = 1100;
        int n = 256;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment memory = arena.allocate(rows * 144L);
            RandomBlocks.fill(memory, Encoding.Q4_K, new Random(2));
            float[] d = new float[rows * n];
            runs.widen(
                    Encoding.Q4_K,
                    new StridedRows(memory, 0, 144),
                    rows,
                    0,
                    n,
                    new StridedRows(MemorySegment.ofArray(d), 0, 4 * n));
            float[] one = new float[n];
            for (int r = 0; r < rows; r++) {
                BlockValues.decode(Encoding.Q4_K, memory, r * 144L, one);
                assertThat(Arrays.equals(d, r * n, (r + 1) * n, one, 0, n))
                        .as("row %d", r)
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("providers")
    void refusesWhatIsOutOfRange(KernelProvider provider) {
        BlockRuns runs = runs(provider);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment w = arena.allocate(144 * 2 * 8, 4);
            MemorySegment d = arena.allocate(4 * 512 * 8, 4);
            StridedRows from = new StridedRows(w, 0, 288);
            StridedRows to = new StridedRows(d, 0, 2048);
            runs.widen(Encoding.Q4_K, from, 8, 0, 512, to);
            refused(() -> runs.widen(Encoding.Q4_K, from, 9, 0, 512, to));
            refused(() -> runs.widen(Encoding.Q4_K, from, 8, 32, 512, to));
            refused(() -> runs.widen(Encoding.Q4_K, from, 8, 512, 32, to));
            refused(() -> runs.widen(Encoding.Q4_K, new StridedRows(w, -144, 288), 8, 0, 256, to));
            refused(() -> runs.widen(Encoding.Q4_K, new StridedRows(w, 0, -288), 8, 0, 32, to));
            refused(() -> runs.widen(Encoding.Q4_K, from, 8, 0, 512, new StridedRows(d, 4, 2048)));
            refused(() -> runs.widen(Encoding.Q4_K, from, 8, 256, 256, new StridedRows(d, -1024, 2048)));
            for (int wrong : new int[] {16, -32}) {
                assertThatThrownBy(() -> runs.widen(Encoding.Q4_K, from, 8, wrong, 32, to))
                        .isInstanceOf(IllegalArgumentException.class);
            }
            assertThatThrownBy(() -> runs.widen(Encoding.F32, from, 8, 0, 32, to))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(
                            () -> runs.widen(Encoding.Q4_K, from, 8, 0, 512, new StridedRows(d.asReadOnly(), 0, 2048)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static void refused(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
