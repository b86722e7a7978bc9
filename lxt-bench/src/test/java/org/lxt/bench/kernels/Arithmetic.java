// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.bench.kernels;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What was computed. JMH divides by the seconds: the row {@code GFLOP} is in GFLOP/s. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.OPERATIONS)
public class Arithmetic {
    /** Billions of floating-point operations, a multiplication and an addition counted as two. */
    public double GFLOP;

    void add(double operations) {
        GFLOP += operations / 1e9;
    }
}
