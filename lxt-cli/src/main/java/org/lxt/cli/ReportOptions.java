package org.lxt.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lxt.cli.input.WrongUse;
import org.lxt.report.Report;
import org.lxt.report.ReportPlace;
import org.lxt.report.csv.CsvReport;
import org.lxt.report.html.HtmlReport;
import org.lxt.report.image.ImageLook;
import org.lxt.report.image.PngReport;
import org.lxt.report.json.ReportJson;
import org.lxt.report.pdf.PdfReport;
import picocli.CommandLine.Option;

/** Options about files that an explanation is written to; one of them may be standard output. */
final class ReportOptions {
    private static final Path STANDARD_OUTPUT = Path.of("-");
    private static final String ONE_PICTURE =
            "standard output takes one picture, and several targets have one each; give --png the name of a file";

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
        files().filter(file -> !isStandardOutput(file)).forEach(ReportPlace::require);
    }

    /**
     * What is wrong with these options, or null.
     *
     * @param pictures how many pictures there will be at least
     */
    @Nullable
    String problem(int pictures) {
        if (files().filter(ReportOptions::isStandardOutput).count() > 1) {
            return "only one report can go to standard output; name files for the others";
        }
        Path twice = twice();
        if (twice != null) {
            return "two reports cannot both be " + twice + "; give each a file of its own";
        }
        if (pictures > 1 && png != null && isStandardOutput(png)) {
            return ONE_PICTURE;
        }
        boolean binary = Stream.of(pdf, png).anyMatch(file -> file != null && isStandardOutput(file));
        return binary && TerminalProbe.run().isTerminal()
                ? "a terminal cannot show a PDF or PNG file; send it on with > or |, or name a file"
                : null;
    }

    private static boolean isStandardOutput(Path file) {
        return file.equals(STANDARD_OUTPUT);
    }

    /** Whether standard output is a report, so that nothing else may be printed there. */
    boolean takeStandardOutput() {
        return files().anyMatch(ReportOptions::isStandardOutput);
    }

    /** The file that two reports would be written to, one over the other; null if there is none. */
    private @Nullable Path twice() {
        Set<Path> seen = new HashSet<>();
        return files().filter(f -> !isStandardOutput(f) && !ReportPlace.isWrittenThrough(f))
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
        return json == null || isStandardOutput(json) ? null : json;
    }

    /** Whether a file was asked for that only one prompt can be written to. */
    boolean areForOnePrompt() {
        return Stream.of(html, pdf, png, csv).anyMatch(Objects::nonNull);
    }

    /**
     * Writes what was asked for.
     *
     * @param look how heatmaps of images look
     * @param grid whether all of them are drawn in one picture
     * @param standardOutput takes the report that has no file
     * @return the files that were written
     */
    List<Path> write(Report report, ImageLook look, boolean grid, OutputStream standardOutput) throws IOException {
        Writing writing = new Writing(standardOutput);
        if (html != null) {
            writing.write(html, file -> HtmlReport.write(report, file));
        }
        if (pdf != null) {
            writing.write(pdf, file -> PdfReport.write(report, look, file));
        }
        if (png != null) {
            writePictures(png, report, look, grid, writing);
        }
        if (json != null) {
            writing.write(json, file -> ReportJson.write(report, file));
        }
        if (csv != null) {
            writing.write(csv, file -> CsvReport.write(report, file));
        }
        return writing.written;
    }

    private static void writePictures(Path png, Report report, ImageLook look, boolean grid, Writing writing)
            throws IOException {
        int targets = report.explained().size();
        if (grid) {
            writing.write(png, file -> PngReport.writeGrid(report, look, file));
            return;
        }
        if (targets > 1 && isStandardOutput(png)) {
            throw new WrongUse(ONE_PICTURE);
        }
        for (int i = 0; i < targets; i++) {
            int target = i;
            writing.write(numbered(png, target), file -> PngReport.write(report, target, look, file));
        }
    }

    /** Makes a file. */
    private interface Writer {
        void write(Path file) throws IOException;
    }

    /** Writes reports to their places and remembers which are files. */
    private static final class Writing {
        private final OutputStream standardOutput;
        private final List<Path> written = new ArrayList<>();

        Writing(OutputStream standardOutput) {
            this.standardOutput = standardOutput;
        }

        void write(Path place, Writer writer) throws IOException {
            if (!isStandardOutput(place)) {
                writer.write(place);
                written.add(place);
                return;
            }
            Path whole = Files.createTempFile("lxt", ".tmp");
            try (Interruption.Registration _ =
                    Interruption.during(() -> whole.toFile().delete())) {
                writer.write(whole);
                pass(whole);
            }
        }

        private void pass(Path file) throws IOException {
            byte[] report = Files.readAllBytes(file);
            try {
                standardOutput.write(report);
                standardOutput.flush();
            } catch (IOException _) {
                throw new WatchedOutput.Gone();
            }
        }
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
