// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.json;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.lxt.json.Dialect;
import org.lxt.json.JsonProblem;
import org.lxt.json.JsonProblem.Kind;
import org.lxt.json.JsonReader;
import org.lxt.json.JsonText;
import org.lxt.report.Report;
import org.lxt.report.ReportException;
import org.lxt.report.format.Destination;
import org.lxt.report.format.RenderOptions;
import org.lxt.report.format.ReportFormat;
import org.lxt.report.format.Trait;
import org.lxt.report.internal.WholeFile;
import tools.jackson.databind.node.ObjectNode;

/** Reports as JSON, described in {@code docs/json.md}. What was written is read back to an equal report. */
@AutoService(ReportFormat.class)
public final class ReportJson implements ReportFormat {
    static final String FORMAT = "lxt-attribution";
    static final int VERSION = 1;

    /** An image of a million pixels takes a tenth of it. */
    private static final long MOST_BYTES = 512_000_000;

    private static final JsonReader READER = JsonReader.of(Dialect.STANDARD, MOST_BYTES, ReportJson::refused);

    /** For {@link java.util.ServiceLoader}. */
    public ReportJson() {}

    @Override
    public String name() {
        return "json";
    }

    @Override
    public List<String> extensions() {
        return List.of("json");
    }

    @Override
    public String purpose() {
        return "Write everything as JSON.";
    }

    @Override
    public Set<Trait> traits() {
        return EnumSet.allOf(Trait.class);
    }

    @Override
    public void write(Report report, RenderOptions options, Destination destination) throws IOException {
        destination.write(toString(report));
    }

    /** The report as JSON text. */
    public static String toString(Report report) {
        return JsonText.indented(JsonWriting.describe(report, JsonText.object())) + "\n";
    }

    /** The report as one line of JSON, without a line end. */
    public static String toLine(Report report) {
        return JsonText.line(JsonWriting.describe(report, JsonText.object()));
    }

    /**
     * The report as one line of the results of many prompts.
     *
     * @param line number of the prompt's line, from 1
     */
    public static String toLine(Report report, int line) {
        return JsonText.line(JsonWriting.describe(report, numbered(line)));
    }

    /**
     * The line among the results of many prompts for one that could not be explained.
     *
     * @param line number of the prompt's line, from 1
     * @param why a sentence
     */
    public static String errorLine(int line, String why) {
        return JsonText.line(numbered(line).put("error", why));
    }

    private static ObjectNode numbered(int line) {
        return JsonText.object().put("format", FORMAT).put("version", VERSION).put("line", line);
    }

    /** Writes the report to a file, which appears whole or not at all. */
    public static void write(Report report, Path file) throws IOException {
        WholeFile.write(file, toString(report));
    }

    /**
     * Reads a report.
     *
     * @throws ReportException if the file cannot be read, is not a report, or has a newer version
     */
    public static Report read(Path file) {
        return JsonReading.report(READER.tree(file), file.toString());
    }

    /** Reads a report from JSON text. */
    public static Report parse(String json) {
        return JsonReading.report(READER.tree("the text", json), "the text");
    }

    private static ReportException refused(String source, JsonProblem problem) {
        return problem.kind() == Kind.DAMAGED
                ? new ReportException(source + " is not an attribution of LXT: it " + problem.what(), problem.cause())
                : new ReportException(source + " " + problem.what() + "; name a file that LXT wrote", problem.cause());
    }
}
