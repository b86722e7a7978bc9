// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.process;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What is cleaned up when the process is told to end while it computes, as by Ctrl-C: the line of progress and the
 * unpacked sample. The JVM then ends with 130 and prints nothing, as the computing threads are not waited for.
 */
public final class Interruption {
    private static final Deque<Runnable> CLEANUPS = new ArrayDeque<>();
    private static boolean ending;

    private Interruption() {}

    /** Takes effect in a process of its own, not where the command line runs within another program. */
    public static void handle() {
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(Interruption::end));
    }

    private static void end() {
        synchronized (CLEANUPS) {
            ending = true;
            while (!CLEANUPS.isEmpty()) {
                run(CLEANUPS.pop());
            }
        }
    }

    @SuppressWarnings("CatchingUnchecked") // each is tried, and there is no one left to report to
    private static void run(Runnable cleanup) {
        try {
            cleanup.run();
        } catch (RuntimeException _) {
            // the process ends
        }
    }

    /** Remembers what to do if the process ends before this is closed; closing does it, too. */
    public static Registration during(Runnable cleanup) {
        synchronized (CLEANUPS) {
            CLEANUPS.push(cleanup);
        }
        return new Registration(cleanup);
    }

    /** Whether the process is about to end, so that failures are a consequence of that and need no report. */
    public static boolean isEnding() {
        synchronized (CLEANUPS) {
            return ending;
        }
    }

    /** Something to clean up. */
    public record Registration(Runnable cleanup) implements AutoCloseable {
        @Override
        public void close() {
            boolean mine;
            synchronized (CLEANUPS) {
                mine = CLEANUPS.remove(cleanup);
            }
            if (mine) {
                cleanup.run();
            }
        }
    }
}
