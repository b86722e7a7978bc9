// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.bench.kernels;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** What had to be read and written once. JMH divides by the seconds: the row {@code GB} is in GB/s. */
@State(Scope.Thread)
@AuxCounters(AuxCounters.Type.OPERATIONS)
public class Traffic {
    /** Billions of bytes. */
    public double GB;

    void add(double bytes) {
        GB += bytes / 1e9;
    }
}
