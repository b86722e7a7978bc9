package org.lxt.report.html;

import java.io.IOException;
import java.nio.file.Path;
import org.lxt.report.Report;
import org.lxt.report.internal.WholeFile;

/**
 * Reports as one HTML file that needs nothing else: no network, no other file. Whatever prompts and tokens contain, it is
 * shown, never obeyed.
 */
public final class HtmlReport {
    private HtmlReport() {}

    /** Writes the report to a file, which appears whole or not at all. */
    public static void write(Report report, Path file) throws IOException {
        WholeFile.write(file, toString(report));
    }

    /** The report as the text of an HTML file. */
    public static String toString(Report report) {
        return Page.of(report);
    }
}
