// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.hardware;

import jdk.incubator.vector.FloatVector;
import org.lxt.tensor.backend.Availability;

/** What this JVM's vectors are. Loaded only where the module of the vectors is. */
public final class Hardware {
    private static final int FMA_CALLS = 200;
    private static final long SLOW_FMA_NANOS = 1_000L * FMA_CALLS;

    /** Keeps the timed calls from being optimised away. */
    @SuppressWarnings("unused")
    private static volatile float sink;

    private static final Availability AVAILABILITY = examine();

    private Hardware() {}

    /** Whether the kernels can run here, and why not. */
    public static Availability availability() {
        return AVAILABILITY;
    }

    /** Bits and lanes of a vector, for people. */
    public static String width() {
        return Lanes.F.vectorBitSize() + "-bit vectors, " + Lanes.LENGTH + " lanes";
    }

    private static Availability examine() {
        int bits = FloatVector.SPECIES_PREFERRED.vectorBitSize();
        if (bits < 128) {
            return Availability.no("this JVM's vectors have " + bits + " bits, at least 128 are needed");
        }
        if (!fusedMultiplyAdd()) {
            return Availability.no("this processor has no fused multiply-add, or the JVM was told not to use it");
        }
        return Availability.yes(width());
    }

    /**
     * Without the instruction {@link Math#fma} computes with BigDecimal, slower by orders of magnitude than even the
     * interpreter's call of it; nothing else in the platform's API tells. The fastest of several tries, so that a pause
     * of the machine does not count.
     */
    private static boolean fusedMultiplyAdd() {
        for (int attempt = 0; attempt < 20; attempt++) {
            long start = System.nanoTime();
            float x = 1.1f;
            for (int i = 0; i < FMA_CALLS; i++) {
                x = Math.fma(x, 0.75f, 0.3f);
            }
            sink = x;
            if (System.nanoTime() - start < SLOW_FMA_NANOS) {
                return true;
            }
        }
        return false;
    }
}
