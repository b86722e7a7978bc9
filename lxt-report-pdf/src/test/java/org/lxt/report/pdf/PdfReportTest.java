// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lxt.explain.result.Candidate;
import org.lxt.explain.result.LatentRelevance;
import org.lxt.explain.result.SegmentSpan;
import org.lxt.explain.result.TokenRelevance;
import org.lxt.report.AnswerParts;
import org.lxt.report.Explained;
import org.lxt.report.Gamma;
import org.lxt.report.HostileReport;
import org.lxt.report.ImageReports;
import org.lxt.report.PromptParts;
import org.lxt.report.Report;
import org.lxt.report.SampleReport;
import org.lxt.report.internal.scale.ColorScale;
import org.lxt.report.internal.scale.Rgb;
import org.lxt.spi.OutputKind;
import org.lxt.tensor.Site;

class PdfReportTest {
    @TempDir
    Path folder;

    private PDDocument written(Report report) throws IOException {
        Path file = folder.resolve("report.pdf");
        PdfReport.write(report, file);
        return Loader.loadPDF(file.toFile());
    }

    @Test
    void textNumbersAndPagesAreThere() throws IOException {
        try (PDDocument document = written(HostileReport.of(List.of("one", " two", " three\n", "four")))) {
            String text = new PDFTextStripper().getText(document);
            assertThat(text).contains("Why one?", "Strongest tokens", "Ledger", "beyond the scale", "1 / 2", "2 / 2");
            assertThat(text).contains("explained = 1.0000 at the tokens + 2.0000 absorbed; nothing is missing");
            assertThat(document.getPage(0).getMediaBox().getHeight()).isEqualTo(PDRectangle.A4.getHeight());
        }
    }

    @Test
    void partsOfThePromptHaveALineWithTheirSentences() throws IOException {
        Explained e = SampleReport.get().explained().getFirst();
        Report named = new Report(
                SampleReport.get().model(),
                List.of(e.toBuilder()
                        .parts(new PromptParts(List.of(new SegmentSpan("notes.txt", 0, 40, 1, 9)), false))
                        .build()));
        try (PDDocument document = written(named.inSegments())) {
            String text = new PDFTextStripper().getText(document);
            assertThat(text)
                    .contains(
                            "Relevance by part of the prompt",
                            "notes.txt",
                            "template",
                            "ledger: softmax",
                            "closing error")
                    .contains("The lines of parts add up to the explained value");
        }
        try (PDDocument document = written(named)) {
            assertThat(new PDFTextStripper().getText(document)).doesNotContain("Relevance by part");
        }
    }

    private static int picturesOf(PDPage page) {
        int count = 0;
        for (COSName name : page.getResources().getXObjectNames()) {
            count += page.getResources().isImageXObject(name) ? 1 : 0;
        }
        return count;
    }

    @Test
    void onPaperEachTargetHasItsThreePicturesAndAGridAPageOfItsOwn() throws IOException {
        Path file = folder.resolve("why.pdf");
        PdfReport.write(ImageReports.plain(), file);
        try (PDDocument document = Loader.loadPDF(file.toFile())) {
            assertThat(new PDFTextStripper().getText(document))
                    .contains("Why tabby?", "Why tiger?", "<cat>.jpg: 640 x 480", "Strongest patches", "at the pixels")
                    .doesNotContain("Strongest tokens", "at the tokens");
            assertThat(picturesOf(document.getPage(0))).isEqualTo(3);
        }
        PdfReport.write(ImageReports.grid(new Gamma(0.1, 0), new Gamma(100, 1)), file);
        try (PDDocument document = Loader.loadPDF(file.toFile())) {
            assertThat(picturesOf(document.getPage(0))).isEqualTo(1);
            assertThat(picturesOf(document.getPage(1))).isEqualTo(3);
        }
    }

    @Test
    void theFontIsEmbeddedInPart() throws IOException {
        try (PDDocument document = written(HostileReport.of(List.of("one", " two")))) {
            for (PDPage page : document.getPages()) {
                for (COSName name : page.getResources().getFontNames()) {
                    assertThat(page.getResources().getFont(name).isEmbedded()).isTrue();
                    assertThat(page.getResources().getFont(name).getName()).contains("+DejaVuSans");
                }
            }
        }
    }

    @Test
    void charactersWithoutGlyphAreNamed() throws IOException {
        try (PDDocument document = written(HostileReport.of(List.of("\u4f60", " \ud83d\udc69 \u001b[31m", "\ud800")))) {
            assertThat(new PDFTextStripper().getText(document))
                    .contains("[U+4F60]", "[U+1F469]", "[U+001B]", "[U+D800]");
        }
    }

    @Test
    void hostileTextDoesNotBreakIt() throws IOException {
        try (PDDocument document = written(HostileReport.all())) {
            assertThat(new PDFTextStripper().getText(document)).contains("<script>alert(1)</script>");
        }
    }

    @Test
    void longPromptsGoOnOverPages() throws IOException {
        try (PDDocument document = written(HostileReport.of(Collections.nCopies(2000, " word")))) {
            assertThat(document.getNumberOfPages()).isGreaterThan(4);
        }
    }

    @Test
    void rightToLeftTextStandsAsItIsRead() {
        assertThat(VisualOrder.of("abc")).isEqualTo("abc");
        assertThat(VisualOrder.of("\u05d0\u05d1\u05d2")).isEqualTo("\u05d2\u05d1\u05d0");
        assertThat(VisualOrder.of("ab \u05d0\u05d1")).isEqualTo("ab \u05d1\u05d0");
    }

    @Test
    void theLayersAreThereWithTheStrongestTokensOrWords() throws IOException {
        for (Report report : List.of(SampleReport.get(), SampleReport.get().inWords())) {
            String noun = report.equals(SampleReport.get()) ? "token" : "word";
            int all = noun.equals("token") ? 60 : 52;
            try (PDDocument document = written(report)) {
                String text = new PDFTextStripper().getText(document);
                assertThat(text)
                        .contains(
                                "Through the layers",
                                "Why beans?",
                                "advantage 7.4825 over bread",
                                "Columns: layers.0 to layers.4, the state")
                        .contains("The 40 " + noun + "s of " + all + " that are strongest at any layer")
                        .contains("Relevance of each " + noun, "Strongest " + noun + "s")
                        .contains(noun.equals("token") ? "39 \u2423beans" : "39 beans");
            }
        }
    }

    /** Cells of the map are filled in the colours of their relevance, read back from the drawn page. */
    @Test
    void cellsHaveTheColoursOfTheirRelevance() throws IOException {
        List<TokenRelevance> tokens = List.of(
                new TokenRelevance(0, 1, "a", 0, 1, false, 0),
                new TokenRelevance(1, 2, "b", 1, 2, false, 0),
                new TokenRelevance(2, 3, "c", 2, 3, false, 0));
        Candidate target = new Candidate(1, "d", 1, 0.5);
        List<LatentRelevance> latent = List.of(
                new LatentRelevance(Site.of("layers.0"), new double[] {0, 1, 0}),
                new LatentRelevance(Site.of("layers.1"), new double[] {0, -1, 1}));
        Report report = new Report(
                SampleReport.get().model(),
                List.of(Explained.builder("r", tokens, target)
                        .prompt("abc")
                        .candidates(List.of(target))
                        .latent(latent)
                        .build()));
        try (PDDocument document = written(report)) {
            String drawn = new String(document.getPage(0).getContents().readAllBytes(), StandardCharsets.ISO_8859_1);
            assertThat(filled(drawn, ColorScale.LEVELS, 17.2)).isEqualTo(2);
            assertThat(filled(drawn, -ColorScale.LEVELS, 17.2)).isEqualTo(1);
        }
    }

    /** A row for each token of an answer, small at first, then in bands of columns with their names. */
    @Test
    void aMatrixHasItsRowsAndTheNamesOfItsColumns() throws IOException {
        List<Explained> rows = new ArrayList<>();
        for (int token = 80; token < 90; token++) {
            List<TokenRelevance> tokens = new ArrayList<>();
            for (int i = 0; i < 90; i++) {
                tokens.add(new TokenRelevance(i, i, "w" + i, 3 * i, 3 * i + 3, false, i < token ? i * 0.01 - 0.3 : 0));
            }
            rows.add(Explained.builder("attnlrp", tokens, new Candidate(token, "w" + token, 2, 0.5))
                    .output(OutputKind.nextToken(), token - 1)
                    .value(token + 0.25)
                    .answer(new AnswerParts(80, List.of(), List.of()))
                    .build());
        }
        try (PDDocument document = written(new Report(SampleReport.get().model(), rows, null, true))) {
            PDFTextStripper first = new PDFTextStripper();
            first.setEndPage(1);
            assertThat(first.getText(document))
                    .contains("Where each word of the answer came from", "80.2500", "89.2500", "keeps no ledger");
            PDFTextStripper all = new PDFTextStripper();
            assertThat(all.getText(document)).contains("tokens 0 to 42", "tokens 86 to 89");
        }
    }

    /** Rectangles of a width in the colour of a level. */
    private static long filled(String drawn, int level, double width) {
        Rgb color = ColorScale.LIGHT.background(level);
        String fill = "";
        long count = 0;
        for (String line : drawn.split("\n", -1)) {
            if (line.endsWith(" rg")) {
                fill = line;
            }
            if (line.endsWith(" re") && Math.abs(Double.parseDouble(line.split(" ")[2]) - width) < 0.01) {
                String[] rgb = fill.split(" ");
                boolean same = true;
                for (int c = 0; c < 3; c++) {
                    same &= Math.round(255 * Double.parseDouble(rgb[c])) == color.channel(c);
                }
                count += same ? 1 : 0;
            }
        }
        return count;
    }

    @Test
    void ofAnImageTheLayersAreMapsOfItsPatches() throws IOException {
        try (PDDocument document = written(ImageReports.plain())) {
            assertThat(new PDFTextStripper().getText(document))
                    .contains("Through the layers", "Relevance of each patch in the state", "layers.0", "layers.2");
        }
    }
}
