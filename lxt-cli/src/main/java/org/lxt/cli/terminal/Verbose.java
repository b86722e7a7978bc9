// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.terminal;

import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import org.lxt.cli.process.ProcessMemory;
import org.lxt.explain.Explainer;
import org.lxt.explain.result.Attribution;
import org.lxt.explain.result.Closing;
import org.lxt.explain.result.Timing;
import org.lxt.report.terminal.TerminalText;

/** What {@code --verbose} prints on standard error. */
public final class Verbose {
    private final Columns columns;
    private final boolean on;

    public Verbose(PrintWriter err, boolean on) {
        this.columns = new Columns(err);
        this.on = on;
    }

    /** Runs something and prints how long it took. */
    public <T> T timed(String name, Work<T> work) throws java.io.IOException {
        long start = System.nanoTime();
        T result = work.run();
        seconds(name, (System.nanoTime() - start) / 1e9);
        return result;
    }

    /** Something that takes time. */
    public interface Work<T> {
        T run() throws java.io.IOException;
    }

    public void start() {
        long jvm = ManagementFactory.getRuntimeMXBean().getStartTime();
        seconds("start", (System.currentTimeMillis() - jvm) / 1e3);
    }

    public void explainer(Explainer explainer, int threads) {
        fact("backend", explainer.identity().backend());
        fact("threads", Integer.toString(threads));
        explainer.remarks().forEach(remark -> fact("note", TerminalText.visible(remark)));
    }

    public void passes(Attribution attribution) {
        Timing timing = attribution.timing();
        fact("tokens", Integer.toString(attribution.tokens().size()));
        seconds("forward", timing.forward());
        seconds("backward", timing.backward());
        attribution.ledger().ifPresent(this::closing);
    }

    /** What rounding leaves over in the account, for those who want to know. */
    private void closing(Closing closing) {
        fact(
                "ledger",
                String.format(Locale.ROOT, "%.1e left over of %.1e booked", closing.error(), closing.turnover()));
    }

    public void memory(ProcessMemory memory) {
        fact("heap peak", megabytes(memory.peakHeap()));
        memory.peakResident().ifPresent(bytes -> fact("resident peak", megabytes(bytes)));
    }

    private static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%,.1f MB", bytes / 1e6);
    }

    private void seconds(String name, double seconds) {
        fact(name, String.format(Locale.ROOT, "%.3f s", seconds));
    }

    private void fact(String name, String value) {
        if (on) {
            columns.fact(name, value);
        }
    }
}
