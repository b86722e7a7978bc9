// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.html;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.lxt.report.Report;
import org.lxt.report.format.Destination;
import org.lxt.report.format.RenderOptions;
import org.lxt.report.format.ReportFormat;
import org.lxt.report.format.Trait;
import org.lxt.report.internal.WholeFile;

/**
 * Reports as one HTML file that needs nothing else: no network, no other file. Whatever prompts and tokens contain, it is
 * shown, never obeyed.
 */
@AutoService(ReportFormat.class)
public final class HtmlReport implements ReportFormat {
    /** For {@link java.util.ServiceLoader}. */
    public HtmlReport() {}

    @Override
    public String name() {
        return "html";
    }

    @Override
    public List<String> extensions() {
        return List.of("html", "htm");
    }

    @Override
    public String purpose() {
        return "Write a page for the browser, complete in one file.";
    }

    @Override
    public Set<Trait> traits() {
        return EnumSet.allOf(Trait.class);
    }

    @Override
    public void write(Report report, RenderOptions options, Destination destination) throws IOException {
        destination.write(toString(report));
    }

    /** Writes the report to a file, which appears whole or not at all. */
    public static void write(Report report, Path file) throws IOException {
        WholeFile.write(file, toString(report));
    }

    /** The report as the text of an HTML file. */
    public static String toString(Report report) {
        return Page.of(report);
    }
}
