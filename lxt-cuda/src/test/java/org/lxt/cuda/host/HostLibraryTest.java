// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a device would refuse or hang in, the host refuses. */
class HostLibraryTest {
    private static final int[] ONE = {1, 1, 1};
    private static final int[] BLOCK = {256, 1, 1};

    private static HostKernels kernels;

    @BeforeAll
    static void build() {
        kernels = new HostKernels();
    }

    @Test
    void aKernelThatIsNotThere() {
        assertThat(kernels.result("lxt_nothing", ONE, BLOCK, 0)).isEqualTo(1);
        assertThat(kernels.sentence()).contains("lxt_nothing");
    }

    @Test
    void gridsAndBlocksThatNoDeviceTakes() {
        GuardedMemory d = new GuardedMemory(4, Float.BYTES);
        int[][] wrong = {{0, 1, 1}, {1, 0, 1}, {1, 65536, 1}, {1, 1, 65536}, {-1, 1, 1}};
        for (int[] grid : wrong) {
            assertThat(kernels.result("lxt_fill", grid, BLOCK, 0, d.address(), 0, 4))
                    .isEqualTo(2);
        }
        for (int[] block : new int[][] {{0, 1, 1}, {1025, 1, 1}, {32, 32, 2}}) {
            assertThat(kernels.result("lxt_fill", ONE, block, 0, d.address(), 0, 4))
                    .isEqualTo(2);
        }
        assertThat(kernels.result("lxt_fill", ONE, BLOCK, 16, d.address(), 0, 4))
                .isEqualTo(2);
        assertThat(kernels.result("lxt_fill", ONE, BLOCK, 0, d.address(), 0, 4)).isZero();
    }

    @Test
    void aShuffleThatNotAllLanesReach() {
        GuardedMemory x = new GuardedMemory(8, Float.BYTES);
        int[] threads = {40, 1, 1};
        int result = kernels.result("lxt_row_dot", ONE, threads, 0, x.address(), x.address(), x.address(), 0, 1, 8);
        assertThat(result).isEqualTo(3);
        assertThat(kernels.sentence()).contains("lxt_row_dot").contains("shuffle");
        // and the next launch is none the worse for it
        GuardedMemory one = new GuardedMemory(1, Float.BYTES);
        one.set(0, 3);
        GuardedMemory dot = new GuardedMemory(1, Float.BYTES);
        long[] arguments = {dot.address(), one.address(), one.address(), 0, 1, 1};
        assertThat(kernels.result("lxt_row_dot", ONE, BLOCK, 0, arguments)).isZero();
        assertThat(dot.get(0)).isEqualTo(9);
    }

    @Test
    void severalThreadsLaunchAtOnce() throws InterruptedException {
        float[] sums = new float[4];
        Thread[] threads = new Thread[sums.length];
        for (int t = 0; t < threads.length; t++) {
            int number = t;
            threads[t] = Thread.ofPlatform().start(() -> {
                GuardedMemory x = new GuardedMemory(10_000, Float.BYTES);
                for (int i = 0; i < 10_000; i++) {
                    x.set(i, number + 1);
                }
                GuardedMemory sum = new GuardedMemory(1, Float.BYTES);
                for (int round = 0; round < 20; round++) {
                    kernels.result("lxt_sum_by_blocks", ONE, BLOCK, 0, sum.address(), x.address(), 1, 10_000, 1);
                }
                sums[number] = sum.get(0);
            });
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(sums).containsExactly(10_000, 20_000, 30_000, 40_000);
    }
}
