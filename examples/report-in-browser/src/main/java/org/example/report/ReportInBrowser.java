// SPDX-License-Identifier: BSD-3-Clause
package org.example.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.lxt.explain.Explainer;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;
import org.lxt.report.Report;
import org.lxt.report.html.HtmlReport;
import org.lxt.samples.Sample;

/** A program for a desktop without JavaFX and Swing: it writes a page and lets the user's browser show it. */
public final class ReportInBrowser {
    private ReportInBrowser() {}

    /** Explains what a model answers to a prompt, and writes the page. */
    public static Path write(Explainer lxt, String prompt, Path file) throws IOException {
        HtmlReport.write(Report.of(lxt.explain(Prompt.of(prompt), List.of(Target.topLogit(), Target.ranked(2)))), file);
        return file;
    }

    /** The command that opens a page in the user's browser. */
    static List<String> opener(String system, Path page) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.contains("win")) {
            return List.of("rundll32", "url.dll,FileProtocolHandler", page.toUri().toString());
        }
        return List.of(name.contains("mac") ? "open" : "xdg-open", page.toString());
    }

    public static void main(String[] args) throws Exception {
        Path page = Files.createTempFile("why", ".html");
        if (args.length == 2) {
            try (Explainer lxt = Explainer.open(Path.of(args[0]))) {
                write(lxt, args[1], page);
            }
        } else {
            try (Sample sample = Sample.decoder();
                    Explainer lxt = Explainer.open(sample.folder())) {
                write(lxt, sample.prompt(), page);
            }
        }
        System.out.println(page);
        new ProcessBuilder(opener(System.getProperty("os.name"), page)).inheritIO().start();
    }
}
