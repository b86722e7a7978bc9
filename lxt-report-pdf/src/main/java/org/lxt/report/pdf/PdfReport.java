// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.pdf;

import com.google.auto.service.AutoService;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.lxt.report.Explained;
import org.lxt.report.Report;
import org.lxt.report.format.Destination;
import org.lxt.report.format.RenderOptions;
import org.lxt.report.format.ReportFormat;
import org.lxt.report.format.Trait;
import org.lxt.report.image.ImageLook;
import org.lxt.report.internal.FontFile;
import org.lxt.report.internal.Headline;
import org.lxt.report.internal.WholeFile;

/**
 * Reports as PDF, A4, with the part of the font that they use. Characters that DejaVu Sans lacks, such as Chinese ones, are
 * shown by their codes; Arabic letters stand in the right order, but are not joined.
 */
@AutoService(ReportFormat.class)
public final class PdfReport implements ReportFormat {
    private static final float BODY = 10;

    /** For {@link java.util.ServiceLoader}. */
    public PdfReport() {}

    @Override
    public String name() {
        return "pdf";
    }

    @Override
    public List<String> extensions() {
        return List.of("pdf");
    }

    @Override
    public String purpose() {
        return "Write a document to print.";
    }

    @Override
    public Set<Trait> traits() {
        return EnumSet.of(Trait.IMAGES, Trait.SEVERAL_TARGETS);
    }

    @Override
    public void write(Report report, RenderOptions options, Destination destination) throws IOException {
        destination.write(bytes(report, options.get(ImageLook.class, ImageLook.USUAL)));
    }

    /** Writes the report to a file, which appears whole or not at all. */
    public static void write(Report report, Path file) throws IOException {
        write(report, ImageLook.USUAL, file);
    }

    /** Writes a report, the heatmaps of images in a look of their own, to a file, which appears whole or not at all. */
    public static void write(Report report, ImageLook look, Path file) throws IOException {
        WholeFile.write(file, bytes(report, look));
    }

    private static byte[] bytes(Report report, ImageLook look) throws IOException {
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        try (PDDocument document = new PDDocument();
                InputStream in = FontFile.open();
                TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBuffer(in))) {
            PaperType type = new PaperType(PDType0Font.load(document, font, true), font, BODY);
            PDDocumentInformation about = new PDDocumentInformation();
            about.setTitle(type.shown(Headline.question(report)));
            about.setCreator("LXT for Java");
            document.setDocumentInformation(about);
            try (Sheets sheets = new Sheets(document, type, Headline.model(report.model()))) {
                if (report.image() != null && report.isGrid()) {
                    new ImagePage(sheets, type).grid(report, look);
                }
                if (report.matrix()) {
                    new MatrixPages(sheets, type, report).write();
                } else {
                    for (Explained e : report.explained()) {
                        new TargetPages(sheets, type, report, e).write(look);
                    }
                }
                sheets.number();
            }
            document.save(pdf);
        }
        return pdf.toByteArray();
    }
}
