// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.pdf;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lxt.explain.result.Candidate;
import org.lxt.explain.result.Closing;
import org.lxt.explain.result.ExplainedEntry;
import org.lxt.explain.result.ModelIdentity;
import org.lxt.explain.result.PixelRelevance;
import org.lxt.explain.words.Segments;
import org.lxt.report.Explained;
import org.lxt.report.Gamma;
import org.lxt.report.Report;
import org.lxt.report.SeenImage;
import org.lxt.report.image.ImageLook;
import org.lxt.report.internal.Figures;
import org.lxt.report.internal.Headline;
import org.lxt.report.internal.LedgerSums;
import org.lxt.report.internal.VisibleText;
import org.lxt.report.internal.Wording;
import org.lxt.report.internal.scale.RelevanceScale;
import org.lxt.report.internal.scale.Rgb;
import org.lxt.report.internal.scale.Rows;
import org.lxt.report.internal.scale.Strongest;

/** The pages about one target. */
final class TargetPages {
    private static final int STRONGEST = 12;
    private static final float ROW = 14;
    static final Rgb LINE = new Rgb(0xdfe3ea);

    private final Sheets sheets;
    private final PaperType type;
    private final ModelIdentity model;
    private final @Nullable SeenImage image;
    private final Explained e;
    private final Rows rows;
    private final RelevanceScale scale;

    TargetPages(Sheets sheets, PaperType type, Report report, Explained e) {
        this.sheets = sheets;
        this.type = type;
        this.model = report.model();
        this.image = report.image();
        this.e = e;
        this.rows = Rows.of(e);
        this.scale = RelevanceScale.fitted(rows);
    }

    void write(ImageLook look) throws IOException {
        sheets.turn();
        sheets.down(20);
        sheets.text(type.at(21).fitted(Headline.question(e), Sheets.WIDTH), 21, 0, Sheets.INK);
        line(Headline.facts(e), 20);
        PixelRelevance pixels = e.pixels();
        if (image == null || pixels == null) {
            heading("Relevance of each " + rows.noun());
            ScaleLegend.write(sheets, type, scale, rows.all().stream().anyMatch(r -> scale.clips(r.relevance())));
            new PromptBoxes(sheets, type.at(11), e, scale).write();
        } else {
            line(image.name() + ": " + image.preparation(), 14);
            Gamma gamma = e.gamma();
            if (gamma != null) {
                line(
                        "gamma " + gamma.convolutions() + " on convolutions, " + gamma.linears() + " on linear layers",
                        14);
            }
            heading("Relevance of each pixel");
            new ImagePage(sheets, type).sideBySide(image, pixels, e.signed(), look);
        }
        Segments segments = e.segments().orElse(null);
        if (segments != null) {
            heading("Relevance by part of the prompt");
            new SegmentRows(sheets, type).write(segments);
        }
        strongest();
        candidates();
        if (!e.latent().isEmpty()) {
            layers(look);
        }
        account();
        identity();
    }

    private void heading(String text) throws IOException {
        // A heading alone at the end of a page belongs on the next one.
        if (!sheets.fits(80)) {
            sheets.turn();
        }
        sheets.down(32);
        sheets.text(text, 12, 0, Sheets.INK);
        sheets.down(4);
    }

    private void line(String text, float height) throws IOException {
        sheets.down(height);
        sheets.text(type.at(9).fitted(text, Sheets.WIDTH), 9, 0, Sheets.QUIET);
    }

    private void layers(ImageLook look) throws IOException {
        heading("Through the layers");
        PixelRelevance pixels = e.pixels();
        if (pixels != null) {
            new LayerMaps(sheets, type, e, pixels).write(look);
            return;
        }
        LayerTable table = new LayerTable(sheets, type, rows);
        ScaleLegend.write(sheets, type, table.scale(), table.clips());
        table.write();
    }

    private void strongest() throws IOException {
        List<Rows.Row> strongest = Strongest.of(rows.all(), STRONGEST);
        heading(e.pixels() == null ? "Strongest " + rows.noun() + "s" : "Strongest patches");
        RelevanceScale full = RelevanceScale.full(rows);
        for (Rows.Row row : strongest) {
            sheets.down(ROW);
            sheets.textBefore(row.tokens(), 9, 38, Sheets.QUIET);
            sheets.text(type.at(9).fitted(name(row.name()), 160), 9, 48, Sheets.INK);
            sheets.bar(325, 95, full.strength(row.relevance()));
            sheets.fill(324.8, -5, 0.5, ROW, LINE);
            sheets.textBefore(Figures.relevance(row.relevance(), e.signed()), 9, Sheets.WIDTH, Sheets.INK);
            rule();
        }
    }

    /** The name of a token, spaces told apart, or of a patch or a class of images, in which they mean nothing. */
    private String name(String text) {
        return e.pixels() == null ? VisibleText.label(text) : VisibleText.phrase(text);
    }

    private void candidates() throws IOException {
        if (e.isSum()) {
            explainedTogether();
            return;
        }
        heading("Answer and runners-up");
        for (Candidate c : e.candidates()) {
            sheets.down(ROW);
            sheets.text(type.at(9).fitted(name(c.text()), 200), 9, 0, Sheets.INK);
            sheets.textBefore(Figures.percent(c.probability()), 9, 300, Sheets.INK);
            sheets.textBefore(Figures.plain(c.logit()), 9, Sheets.WIDTH, Sheets.INK);
            rule();
        }
    }

    private void explainedTogether() throws IOException {
        heading("Explained together");
        for (ExplainedEntry entry : e.answer().entries()) {
            sheets.down(ROW);
            sheets.text(type.at(9).fitted(name(entry.target().text()), 200), 9, 0, Sheets.INK);
            sheets.textBefore(Figures.percent(entry.target().probability()), 9, 300, Sheets.INK);
            sheets.textBefore(Figures.plain(entry.weight() * entry.value()), 9, Sheets.WIDTH, Sheets.INK);
            rule();
        }
    }

    private void hops() throws IOException {
        List<String> hops = Wording.PRINTED.hops(e);
        if (!hops.isEmpty()) {
            heading("Hops");
        }
        for (int hop = 0; hop < hops.size(); hop++) {
            line(
                    (hop == 0 ? "at first: " : hop == 1 ? "after 1 hop: " : "after " + hop + " hops: ") + hops.get(hop),
                    14);
        }
    }

    private void account() throws IOException {
        hops();
        String closing = Wording.PRINTED.account(e).orElse(null);
        if (closing == null) {
            return;
        }
        heading(e.ledger() == null ? "Account" : "Ledger");
        line(closing, 14);
        Closing ledger = e.ledger();
        if (ledger != null) {
            sums(ledger);
        }
    }

    private void sums(Closing account) throws IOException {
        sheets.down(4);
        for (LedgerSums.Sum sum : LedgerSums.byCause(account)) {
            sheets.down(ROW);
            sheets.text(type.at(9).fitted(VisibleText.label(sum.name()), 120), 9, 0, Sheets.INK);
            sheets.text(
                    type.at(9).fitted(sum.count() + (sum.count() == 1 ? " entry" : " entries"), 120),
                    9,
                    130,
                    Sheets.QUIET);
            sheets.textBefore(Figures.signed(sum.amount()), 9, Sheets.WIDTH - 80, Sheets.INK);
            sheets.textBefore(Figures.share(sum.amount(), account.value()), 9, Sheets.WIDTH, Sheets.QUIET);
            rule();
        }
        String why = LedgerSums.whySumsAreLarge(account).orElse(null);
        if (why != null) {
            line(why, ROW + 4);
        }
    }

    private void identity() throws IOException {
        heading("Model");
        fact("checkpoint", model.checkpoint());
        fact("architecture", String.join(", ", model.architectures()));
        fact("family", model.family());
        fact("plugin", model.plugin());
        fact("computed by", model.backend());
        fact("time", Wording.time(e.timing().forward(), e.timing().backward()));
    }

    private void fact(String name, String value) throws IOException {
        sheets.down(ROW - 1);
        sheets.text(name, 9, 0, Sheets.QUIET);
        String shown = VisibleText.phrase(value);
        sheets.text(type.at(9).fitted(shown, Sheets.WIDTH - 90), 9, 90, Sheets.INK);
    }

    private void rule() throws IOException {
        sheets.fill(0, -5, Sheets.WIDTH, 0.4, LINE);
    }
}
