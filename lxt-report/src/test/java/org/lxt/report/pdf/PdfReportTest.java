package org.lxt.report.pdf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
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
import org.lxt.report.HostileReport;
import org.lxt.report.Report;

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
            assertThat(text).contains("explained = 1.0000 at the tokens + 2.0000 absorbed, closed to 0.0e+00");
            assertThat(document.getPage(0).getMediaBox().getHeight()).isEqualTo(PDRectangle.A4.getHeight());
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
}
