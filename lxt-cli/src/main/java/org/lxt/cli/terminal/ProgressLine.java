// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.terminal;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lxt.explain.request.Progress;

/**
 * One line on standard error that shows what is going on when it takes over a second, and how far it has come where steps
 * can be counted. It is erased when the work is done.
 */
public final class ProgressLine implements Progress, AutoCloseable {
    private static final Map<Phase, String> NAMES = Map.of(
            Phase.LOAD, "loading the model",
            Phase.FORWARD, "forward pass",
            Phase.BACKWARD, "backward pass",
            Phase.POINTS, "points",
            Phase.EDGES, "edges",
            Phase.GENERATE, "generating");
    private static final long PATIENCE_NANOS = 1_000_000_000L;
    private static final long INTERVAL_MILLIS = 200;
    private static final int BAR = 24;
    private static final double LEAST_LEFT = 10;
    private static final double MINUTE = 60;
    private static final String ERASE = "\r\u001b[K";

    private final PrintWriter err;
    private final Thread painter;
    private @Nullable String phase;
    private @Nullable String text;
    private String work = "";
    private int done;
    private int total;
    private long began;
    private boolean shown;
    private boolean closed;

    private ProgressLine(PrintWriter err) {
        this.err = err;
        this.painter = Thread.ofPlatform().daemon().name("lxt-progress").unstarted(this::paint);
    }

    /** A line on a terminal. */
    public static ProgressLine on(PrintWriter terminal) {
        ProgressLine line = new ProgressLine(terminal);
        line.painter.start();
        return line;
    }

    /** A line that is never painted, where there is no terminal. */
    public static ProgressLine hidden() {
        return new ProgressLine(new PrintWriter(java.io.Writer.nullWriter()));
    }

    @Override
    public void at(Phase now, int nowDone, int nowTotal) {
        step(String.valueOf(NAMES.get(now)), nowDone, nowTotal);
    }

    /** Names other work that is done in steps of about the same length. */
    public void counted(String name, int nowDone, int nowTotal) {
        step(name, nowDone, nowTotal);
    }

    /** Names other work that takes a while and cannot be counted, until it is {@link #done}. */
    public void doing(String name) {
        step(name, 0, 1);
    }

    /** Other work is done. */
    public void done() {
        step("", 1, 1);
    }

    /** Shows this text instead of steps, until work is {@link #done}. */
    public synchronized void showing(String line) {
        if (phase == null) {
            began = System.nanoTime();
            phase = line;
        }
        text = line;
    }

    /** Prints a line that stays, above this one. */
    public synchronized void above(PrintWriter where, String line) {
        erase();
        where.println(line);
        where.flush();
    }

    /** Whether there is a terminal that it is shown on. */
    public boolean isShown() {
        return painter.isAlive();
    }

    private synchronized void step(String name, int nowDone, int nowTotal) {
        if (!name.equals(phase)) {
            began = System.nanoTime();
        }
        phase = name;
        done = nowDone;
        total = nowTotal;
        if (done == total) {
            phase = null;
            text = null;
            erase();
        }
    }

    /** What the phases belong to, such as the prompts of a file. */
    public synchronized void work(String name) {
        work = name;
    }

    private void paint() {
        while (true) {
            synchronized (this) {
                if (closed) {
                    return;
                }
                if (phase != null && System.nanoTime() - began > PATIENCE_NANOS) {
                    err.print(ERASE + line((System.nanoTime() - began) / 1e9));
                    err.flush();
                    shown = true;
                }
            }
            try {
                Thread.sleep(INTERVAL_MILLIS);
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    /** The line after some seconds. */
    synchronized String line(double seconds) {
        if (text != null) {
            return text;
        }
        String time = String.format(Locale.ROOT, "%.0f s", seconds);
        String name = work.isEmpty() ? String.valueOf(phase) : work + ", " + phase;
        if (total <= 1) {
            return name + ", " + time;
        }
        int filled = (int) ((long) BAR * done / total);
        return name + " [" + "#".repeat(filled) + " ".repeat(BAR - filled) + "] " + done + "/" + total + ", " + time
                + left(seconds);
    }

    /** How much longer it takes if it goes on like this; nothing where that is soon or cannot be told. */
    private String left(double seconds) {
        double left = done == 0 ? 0 : seconds / done * (total - done);
        if (left < LEAST_LEFT) {
            return "";
        }
        return left < 2 * MINUTE
                ? String.format(Locale.ROOT, ", about %.0f s left", left)
                : String.format(Locale.ROOT, ", about %.0f min left", left / MINUTE);
    }

    private void erase() {
        if (shown) {
            err.print(ERASE);
            err.flush();
            shown = false;
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        erase();
        painter.interrupt();
    }
}
