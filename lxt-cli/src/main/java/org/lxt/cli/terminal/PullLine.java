// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.terminal;

import java.util.Locale;
import org.lxt.hub.PullListener;
import org.lxt.hub.PullProgress;

/** Shows a pull on the line of progress: the file, how much of all files is here, how fast it comes and how long it takes. */
public final class PullLine implements PullListener {
    private static final int BAR = 16;
    private static final int LEAST_COLUMNS = 30;
    private static final double LEAST_LEFT = 2;
    private static final double MINUTE = 60;
    private static final double HOUR = 3600;

    private final ProgressLine line;
    private final int columns;
    private final long began = System.nanoTime();

    /**
     * A line.
     *
     * @param columns how wide the terminal is: a line that went on to the next could not be erased
     */
    public PullLine(ProgressLine line, int columns) {
        this.line = line;
        this.columns = Math.max(columns, LEAST_COLUMNS);
    }

    @Override
    public void at(PullProgress progress) {
        line.showing(text(progress, (System.nanoTime() - began) / 1e9));
    }

    /** The line after some seconds: as much as fits, what matters most first. */
    String text(PullProgress progress, double seconds) {
        double rate = seconds > 0 ? progress.fetched() / seconds : 0;
        String amount = String.format(Locale.ROOT, "%,.1f of %,.1f MB", progress.held() / 1e6, progress.size() / 1e6);
        String left = left(progress, rate);
        int filled = progress.size() == 0 ? BAR : (int) (BAR * progress.held() / progress.size());
        String bar = " [" + "#".repeat(filled) + " ".repeat(BAR - filled) + "]";
        String speed = rate > 0 ? String.format(Locale.ROOT, ", %,.1f MB/s", rate / 1e6) : "";
        String name = progress.file();
        for (String line : new String[] {
            name + bar + " " + amount + speed + left, name + " " + amount + left, amount + left, amount
        }) {
            if (line.length() < columns) {
                return line;
            }
        }
        return amount.substring(0, Math.min(amount.length(), columns - 1));
    }

    private static String left(PullProgress progress, double rate) {
        double seconds = rate > 0 ? (progress.size() - progress.held()) / rate : 0;
        if (seconds < LEAST_LEFT) {
            return "";
        }
        if (seconds < 2 * MINUTE) {
            return String.format(Locale.ROOT, ", %.0f s left", seconds);
        }
        return seconds < 2 * HOUR
                ? String.format(Locale.ROOT, ", %.0f min left", seconds / MINUTE)
                : String.format(Locale.ROOT, ", %.0f h left", seconds / HOUR);
    }
}
