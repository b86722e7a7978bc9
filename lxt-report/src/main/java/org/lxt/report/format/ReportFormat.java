// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.format;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.lxt.report.Report;

/**
 * A way to write a report. Formats are found by {@link java.util.ServiceLoader}, including those of others; the command
 * line has an option for each. An instance may be used by several threads.
 */
public interface ReportFormat {
    /** A short name in lower case, letters and digits and hyphens, such as {@code html}; the command line puts -- before it. */
    String name();

    /** The endings of its files without a dot, the usual one first. */
    List<String> extensions();

    /** What writing it is for, as a sentence, such as {@code Write a document to print.} */
    String purpose();

    /** What it can hold. */
    Set<Trait> traits();

    /**
     * Writes a report.
     *
     * @param report what is written
     * @param options what was asked for; a format takes those that it knows
     * @param destination takes what is written, once as a whole; several times, each to a {@link Destination#part}, if
     *     the format lacks {@link Trait#SEVERAL_TARGETS}; ask for all parts before you write the first, as there may be
     *     no room for them
     * @throws org.lxt.report.ReportException if this report cannot be written in this format
     */
    void write(Report report, RenderOptions options, Destination destination) throws IOException;
}
