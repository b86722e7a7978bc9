package org.lxt.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lxt.report.Report;
import org.lxt.report.ReportPlace;
import org.lxt.report.csv.CsvReport;
import org.lxt.report.html.HtmlReport;
import org.lxt.report.image.ImageLook;
import org.lxt.report.image.PngReport;
import org.lxt.report.json.ReportJson;
import org.lxt.report.pdf.PdfReport;
import picocli.CommandLine.Option;

/** Options about files that an explanation is written to. */
final class ReportOptions {
    @Option(names = "--html", paramLabel = "FILE", description = "Write a page for the browser, complete in one file.")
    private @Nullable Path html;

    @Option(names = "--pdf", paramLabel = "FILE", description = "Write a document to print.")
    private @Nullable Path pdf;

    @Option(
            names = "--png",
            paramLabel = "FILE",
            description = "Write a picture; of several targets one each, numbered from the second on.")
    private @Nullable Path png;

    @Option(names = "--json", paramLabel = "FILE", description = "Write everything as JSON.")
    private @Nullable Path json;

    @Option(
            names = "--csv",
            paramLabel = "FILE",
            description = "Write a table for spreadsheets and statistics: one row for each target and token.")
    private @Nullable Path csv;

    /** Refuses files that cannot be written, before anything is computed for them. */
    void requirePlaces() {
        files().forEach(ReportPlace::require);
    }

    /** The file that two reports would be written to, one over the other; null if there is none. */
    @Nullable
    Path twice() {
        Set<Path> seen = new HashSet<>();
        return files().filter(f -> !ReportPlace.isWrittenThrough(f))
                .filter(f -> !seen.add(f.toAbsolutePath().normalize()))
                .findFirst()
                .orElse(null);
    }

    private Stream<Path> files() {
        return Stream.of(html, pdf, png, json, csv).filter(Objects::nonNull);
    }

    /** Whether any file was asked for. */
    boolean areGiven() {
        return files().findAny().isPresent();
    }

    /** The only file that many prompts can be written to; null for standard output. */
    @Nullable
    Path lines() {
        return json;
    }

    /** Whether a file was asked for that only one prompt can be written to. */
    boolean areForOnePrompt() {
        return Stream.of(html, pdf, png, csv).anyMatch(Objects::nonNull);
    }

    /**
     * Writes what was asked for and says where.
     *
     * @param look how heatmaps of images look
     * @param grid whether all of them are drawn in one picture
     */
    void write(Report report, ImageLook look, boolean grid, PrintWriter out) throws IOException {
        List<Path> written = new ArrayList<>();
        if (html != null) {
            HtmlReport.write(report, html);
            written.add(html);
        }
        if (pdf != null) {
            PdfReport.write(report, look, pdf);
            written.add(pdf);
        }
        if (png != null && grid) {
            PngReport.writeGrid(report, look, png);
            written.add(png);
        } else if (png != null) {
            for (int target = 0; target < report.explained().size(); target++) {
                Path numbered = numbered(png, target);
                PngReport.write(report, target, look, numbered);
                written.add(numbered);
            }
        }
        if (json != null) {
            ReportJson.write(report, json);
            written.add(json);
        }
        if (csv != null) {
            CsvReport.write(report, csv);
            written.add(csv);
        }
        written.forEach(file -> out.println("written to " + TerminalText.visible(file.toString())));
    }

    private static Path numbered(Path file, int target) {
        if (target == 0) {
            return file;
        }
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        String ending = dot > 0 ? name.substring(dot) : "";
        return file.resolveSibling(stem + "-" + (target + 1) + ending);
    }
}
