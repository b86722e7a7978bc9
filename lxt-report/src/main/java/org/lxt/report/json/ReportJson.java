package org.lxt.report.json;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.lxt.report.Report;
import org.lxt.report.ReportException;
import org.lxt.report.format.Destination;
import org.lxt.report.format.RenderOptions;
import org.lxt.report.format.ReportFormat;
import org.lxt.report.format.Trait;
import org.lxt.report.internal.WholeFile;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reports as JSON, described in {@code docs/json.md}. What was written is read back to an equal report. */
@AutoService(ReportFormat.class)
public final class ReportJson implements ReportFormat {
    static final String FORMAT = "lxt-attribution";
    static final int VERSION = 1;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final JsonMapper LINES = JsonMapper.builder().build();

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
        return JsonEscapes.escape(JSON.writeValueAsString(JsonWriting.describe(report, JSON.createObjectNode())))
                + "\n";
    }

    /** The report as one line of JSON, without a line end. */
    public static String toLine(Report report) {
        return JsonEscapes.escape(LINES.writeValueAsString(JsonWriting.describe(report, LINES.createObjectNode())));
    }

    /**
     * The report as one line of the results of many prompts.
     *
     * @param line number of the line that the prompt stands in, from 1
     */
    public static String toLine(Report report, int line) {
        ObjectNode root = numbered(line);
        return JsonEscapes.escape(LINES.writeValueAsString(JsonWriting.describe(report, root)));
    }

    /**
     * What stands among the results of many prompts for one that could not be explained.
     *
     * @param line number of the line that the prompt stands in, from 1
     * @param why a sentence
     */
    public static String errorLine(int line, String why) {
        return JsonEscapes.escape(LINES.writeValueAsString(numbered(line).put("error", why)));
    }

    private static ObjectNode numbered(int line) {
        return LINES.createObjectNode()
                .put("format", FORMAT)
                .put("version", VERSION)
                .put("line", line);
    }

    /** Writes the report to a file, which appears whole or not at all. */
    public static void write(Report report, Path file) throws IOException {
        WholeFile.write(file, toString(report));
    }

    /**
     * Reads a report.
     *
     * @throws ReportException if the file is not one, or of a newer version
     */
    public static Report read(Path file) throws IOException {
        try {
            return parse(Files.readString(file), file.toString());
        } catch (CharacterCodingException e) {
            throw new ReportException(file + " is no attribution of LXT: it is not UTF-8 text", e);
        }
    }

    /** Reads a report from JSON text. */
    public static Report parse(String json) {
        return parse(json, "the text");
    }

    private static Report parse(String json, String name) {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (JacksonException e) {
            throw new ReportException(name + " is no attribution of LXT: it is not JSON", e);
        }
        return JsonReading.report(root, name);
    }
}
