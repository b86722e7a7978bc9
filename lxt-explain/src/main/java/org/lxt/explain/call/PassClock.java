// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.call;

import org.lxt.explain.result.Timing;

/** Adds up how long the passes of a call take. The thread of the call alone uses it. */
public final class PassClock {
    private long forward;
    private long backward;

    PassClock() {}

    /** Adds the time of a forward pass, in nanoseconds. */
    public void addForward(long nanos) {
        forward += nanos;
    }

    /** Adds the time of a backward pass, in nanoseconds. */
    public void addBackward(long nanos) {
        backward += nanos;
    }

    /** How long they took so far. */
    public Timing timing() {
        return new Timing(forward / 1e9, backward / 1e9);
    }
}
