package org.lxt.report.csv;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lxt.explain.Contrast;
import org.lxt.explain.TokenRelevance;
import org.lxt.report.Explained;
import org.lxt.report.Report;
import org.lxt.report.SiteRelevance;
import org.lxt.report.internal.Opponents;
import org.lxt.report.internal.WholeFile;

/**
 * Reports as comma-separated values (RFC 4180), UTF-8, one row for each target and token, described in {@code docs/csv.md}.
 * Texts that a spreadsheet would take for formulas are defused.
 */
public final class CsvReport {
    private static final List<String> COLUMNS = List.of(
            "target_index",
            "target_text",
            "target_id",
            "position",
            "contrast",
            "value",
            "token_index",
            "token_id",
            "token_text",
            "special",
            "start",
            "end",
            "relevance");

    private CsvReport() {}

    /** Writes the report to a file, which appears whole or not at all. */
    public static void write(Report report, Path file) throws IOException {
        WholeFile.write(file, toString(report));
    }

    /** The report as the text of a CSV file. */
    public static String toString(Report report) {
        Set<String> sites = new LinkedHashSet<>();
        report.explained().forEach(e -> e.latent().forEach(l -> sites.add(l.site())));
        CsvText csv = new CsvText();
        COLUMNS.forEach(csv::text);
        sites.forEach(csv::text);
        csv.endRow();
        for (int target = 0; target < report.explained().size(); target++) {
            rows(csv, target, report.explained().get(target), sites);
        }
        return csv.toString();
    }

    private static void rows(CsvText csv, int index, Explained e, Set<String> sites) {
        String contrast = contrast(e);
        List<@Nullable SiteRelevance> latent =
                sites.stream().map(site -> siteOf(e, site)).toList();
        for (TokenRelevance token : e.tokens()) {
            csv.number(index)
                    .text(e.target().text())
                    .number(e.target().id())
                    .number(e.position())
                    .text(contrast)
                    .number(e.value())
                    .number(token.index())
                    .number(token.id())
                    .text(token.text())
                    .flag(token.special())
                    .number(token.start())
                    .number(token.end())
                    .number(token.relevance());
            for (SiteRelevance site : latent) {
                if (site == null) {
                    csv.nothing();
                } else {
                    csv.number(site.relevance().get(token.index()));
                }
            }
            csv.endRow();
        }
    }

    private static String contrast(Explained e) {
        Contrast contrast = e.contrast();
        return e.contrastive() ? Opponents.of(contrast, c -> "\"" + c.text() + "\" (id " + c.id() + ")") : "";
    }

    private static @Nullable SiteRelevance siteOf(Explained e, String path) {
        return e.latent().stream()
                .filter(l -> l.site().equals(path))
                .findFirst()
                .orElse(null);
    }
}
