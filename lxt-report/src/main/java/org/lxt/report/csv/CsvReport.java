// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.csv;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lxt.explain.method.Convergence;
import org.lxt.explain.result.Contrast;
import org.lxt.explain.result.LatentRelevance;
import org.lxt.explain.result.TokenRelevance;
import org.lxt.explain.words.SegmentLine;
import org.lxt.explain.words.WordRelevance;
import org.lxt.report.Explained;
import org.lxt.report.Report;
import org.lxt.report.format.Destination;
import org.lxt.report.format.RenderOptions;
import org.lxt.report.format.ReportFormat;
import org.lxt.report.format.Trait;
import org.lxt.report.internal.WholeFile;
import org.lxt.report.internal.Wording;
import org.lxt.report.internal.scale.Rows;

/**
 * Reports as comma-separated values (RFC 4180), UTF-8, one row for each target and token, or word, and of a matrix one for each
 * token of the answer, described in {@code docs/csv.md}.
 * Texts that a spreadsheet would take for formulas are defused.
 */
@AutoService(ReportFormat.class)
public final class CsvReport implements ReportFormat {
    private static final List<String> OF_TARGET =
            List.of("target_index", "target_text", "target_id", "position", "contrast", "value");
    /** Only where a target has a baseline. */
    private static final List<String> OF_BASELINE = List.of("baseline_value", "left_over");

    /** Only where relevance is shown by parts. */
    private static final List<String> OF_PART = List.of("part", "segment_index", "segment", "sentence_index");

    private static final List<String> OF_TOKEN =
            List.of("token_index", "token_id", "token_text", "special", "start", "end", "relevance");
    private static final List<String> OF_WORD =
            List.of("word_index", "first_token", "last_token", "word_text", "special", "start", "end", "relevance");

    /** For {@link java.util.ServiceLoader}. */
    public CsvReport() {}

    @Override
    public String name() {
        return "csv";
    }

    @Override
    public List<String> extensions() {
        return List.of("csv");
    }

    @Override
    public String purpose() {
        return "Write a table for spreadsheets and statistics: one row for each target and token.";
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

    /** The report as the text of a CSV file. */
    public static String toString(Report report) {
        if (report.matrix()) {
            return CsvMatrix.toString(report);
        }
        Set<String> sites = new LinkedHashSet<>();
        report.explained()
                .forEach(e -> e.latent().forEach(l -> sites.add(l.site().path())));
        CsvText csv = new CsvText();
        OF_TARGET.forEach(csv::text);
        boolean baselines = report.explained().stream().anyMatch(e -> e.convergence() != null);
        if (baselines) {
            OF_BASELINE.forEach(csv::text);
        }
        boolean parts = report.explained().stream().anyMatch(e -> e.parts().areShown());
        if (parts) {
            OF_PART.forEach(csv::text);
        }
        boolean words = !report.explained().getFirst().words().isEmpty();
        (words ? OF_WORD : OF_TOKEN).forEach(csv::text);
        sites.forEach(csv::text);
        csv.endRow();
        for (int target = 0; target < report.explained().size(); target++) {
            rows(csv, target, report.explained().get(target), sites, baselines, parts);
        }
        return csv.toString();
    }

    private static void rows(
            CsvText csv, int index, Explained e, Set<String> sites, boolean baselines, boolean withParts) {
        CsvParts parts = new CsvParts(csv, e.segments().orElse(null), e.tokens().size());
        Rows rows = Rows.of(e);
        List<@Nullable LatentRelevance> latent =
                sites.stream().map(site -> siteOf(rows, site)).toList();
        for (int row = 0; row < rows.all().size(); row++) {
            target(csv, index, e, baselines);
            if (withParts) {
                parts.of(rows.all().get(row).firstToken());
            }
            if (rows.areWords()) {
                word(csv, e.words().get(row));
            } else {
                token(csv, e.tokens().get(row));
            }
            for (LatentRelevance site : latent) {
                if (site == null) {
                    csv.nothing();
                } else {
                    csv.number(site.at(row));
                }
            }
            csv.endRow();
        }
        for (SegmentLine line : parts.withoutTokens()) {
            target(csv, index, e, baselines);
            parts.account(line, rows.areWords() ? OF_WORD.size() : OF_TOKEN.size());
            sites.forEach(_ -> csv.nothing());
            csv.endRow();
        }
    }

    private static void target(CsvText csv, int index, Explained e, boolean baselines) {
        csv.number(index)
                .text(e.target().text())
                .number(e.target().id())
                .number(e.position())
                .text(contrast(e))
                .number(e.value());
        if (baselines) {
            baseline(csv, e.convergence());
        }
    }

    private static void baseline(CsvText csv, @Nullable Convergence account) {
        if (account == null) {
            csv.nothing();
            csv.nothing();
        } else {
            csv.number(account.start()).number(-account.delta());
        }
    }

    private static void token(CsvText csv, TokenRelevance token) {
        csv.number(token.index())
                .number(token.id())
                .text(token.text())
                .flag(token.special())
                .number(token.start())
                .number(token.end())
                .number(token.relevance());
    }

    private static void word(CsvText csv, WordRelevance word) {
        csv.number(word.index())
                .number(word.firstToken())
                .number(word.lastToken())
                .text(word.text())
                .flag(word.special())
                .number(word.start())
                .number(word.end())
                .number(word.relevance());
    }

    private static String contrast(Explained e) {
        Contrast contrast = e.contrast();
        return e.contrastive() ? Wording.opponents(contrast, c -> "\"" + c.text() + "\" (id " + c.id() + ")") : "";
    }

    private static @Nullable LatentRelevance siteOf(Rows rows, String path) {
        return rows.latent().stream()
                .filter(l -> l.site().path().equals(path))
                .findFirst()
                .orElse(null);
    }
}
