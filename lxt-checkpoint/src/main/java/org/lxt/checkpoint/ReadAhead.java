// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;

/**
 * Brings mapped weights into memory by a thread of its own: the first pass over a model would otherwise stop at every few
 * pages, on the threads that compute.
 */
final class ReadAhead {
    /** No system has smaller pages. */
    private static final int PAGE = 4096;

    private ReadAhead() {}

    /** Begins, and ends by itself: when all has been touched, or when the weights are closed. */
    static void begin(List<MemorySegment> weights) {
        Thread.ofPlatform().daemon().name("lxt-read-ahead").start(() -> touch(weights));
    }

    private static void touch(List<MemorySegment> weights) {
        try {
            long sum = 0;
            for (MemorySegment weight : weights) {
                for (long at = 0; at < weight.byteSize(); at += PAGE) {
                    sum += weight.get(ValueLayout.JAVA_BYTE, at);
                }
            }
            // what nobody used, the compiler would not read
            if (sum == Long.MIN_VALUE) {
                throw new AssertionError();
            }
        } catch (IllegalStateException _) {
            // closed meanwhile
        }
    }
}
