// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.call;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.lxt.explain.request.CancelledException;
import org.lxt.explain.request.Progress;

/** One call of an explainer: who is told how far it is, when it is to be given up, and how long its passes take. */
public final class Call {
    private final Progress progress;
    private final @Nullable Duration time;
    private final long start;
    private final PassClock clock;

    /**
     * Begins a call.
     *
     * @param time how long it may take, or null for as long as it takes
     */
    public Call(Progress progress, @Nullable Duration time) {
        this(progress, time, System.nanoTime(), new PassClock());
    }

    private Call(Progress progress, @Nullable Duration time, long start, PassClock clock) {
        this.progress = progress;
        this.time = time;
        this.start = start;
        this.clock = clock;
    }

    /** The same call where nobody is told how far it is. */
    public Call quiet() {
        return new Call(Progress.NONE, time, start, clock);
    }

    /** Who is told how far it is. */
    public Progress progress() {
        return progress;
    }

    /** How long its passes take. */
    public PassClock clock() {
        return clock;
    }

    /**
     * How much time is left in nanoseconds, negative if none is.
     *
     * @throws CancelledException if the thread is interrupted or no time is left
     */
    public long check() {
        if (Thread.currentThread().isInterrupted()) {
            throw interrupted();
        }
        if (time == null) {
            return Long.MAX_VALUE;
        }
        long left = time.compareTo(Duration.ofNanos(Long.MAX_VALUE)) > 0
                ? Long.MAX_VALUE
                : time.toNanos() - (System.nanoTime() - start);
        if (left <= 0) {
            throw new CancelledException(
                    CancelledException.Reason.DEADLINE,
                    "the call did not end within the " + seconds(time) + " s that it was given; give it more time or a"
                            + " shorter prompt");
        }
        return left;
    }

    /** What a call throws whose thread is interrupted, be it while it waits. */
    static CancelledException interrupted() {
        return new CancelledException(
                CancelledException.Reason.INTERRUPTED, "the call was given up, because its thread was interrupted");
    }

    private static String seconds(Duration time) {
        return String.valueOf(time.toMillis() / 1e3);
    }
}
