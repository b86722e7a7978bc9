// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.pdf;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.util.Matrix;
import org.jspecify.annotations.Nullable;
import org.lxt.report.internal.scale.ColorScale;
import org.lxt.report.internal.scale.Rgb;

/** The pages of a document under construction, filled from top to bottom. */
final class Sheets implements AutoCloseable {
    static final float MARGIN = 48;
    static final float WIDTH = PDRectangle.A4.getWidth() - 2 * MARGIN;
    static final Rgb INK = new Rgb(0x16181d);
    static final Rgb QUIET = new Rgb(0x5a6270);
    private static final float FOOT = 64;
    private static final int BAR_LEVEL = 17;

    private final PDDocument document;
    private final PaperType type;
    private final String foot;
    private final List<PDPage> pages = new ArrayList<>();
    private @Nullable PDPageContentStream content;
    private float y;

    Sheets(PDDocument document, PaperType type, String foot) {
        this.document = document;
        this.type = type;
        this.foot = foot;
    }

    /** Begins a page. */
    void turn() throws IOException {
        finish();
        PDPage page = new PDPage(PDRectangle.A4);
        document.addPage(page);
        pages.add(page);
        content = new PDPageContentStream(document, page);
        y = PDRectangle.A4.getHeight() - MARGIN;
    }

    /** Goes down by a height, to the next page if it does not fit on this one. */
    void down(float height) throws IOException {
        if (y - height < FOOT) {
            turn();
        }
        y -= height;
    }

    /** Whether a height still fits on the page. */
    boolean fits(float height) {
        return y - height >= FOOT;
    }

    private PDPageContentStream content() {
        if (content == null) {
            throw new IllegalStateException("no page was begun");
        }
        return content;
    }

    /** Writes a text at the current height. */
    void text(String text, float size, double x, Rgb color) throws IOException {
        text(text, size, x, 0, color);
    }

    /** Writes a text a distance above the current height. */
    void text(String text, float size, double x, double above, Rgb color) throws IOException {
        write(content(), type.at(size), text, x, y + above, color);
    }

    /** Writes a text that ends at a place. */
    void textBefore(String text, float size, double right, Rgb color) throws IOException {
        String shown = type.shown(text);
        write(content(), type.at(size), shown, right - type.at(size).width(shown), y, color);
    }

    /** Writes a text upwards, its foot to the right, from the current height. */
    void upright(String text, float size, double x, Rgb color) throws IOException {
        String shown = type.shown(text);
        if (shown.isEmpty()) {
            return;
        }
        PDPageContentStream to = content();
        to.setNonStrokingColor(color.channel(0) / 255f, color.channel(1) / 255f, color.channel(2) / 255f);
        to.beginText();
        to.setFont(type.font(), size);
        to.setTextMatrix(Matrix.getRotateInstance(Math.PI / 2, (float) (MARGIN + x), y));
        to.showText(VisualOrder.of(shown));
        to.endText();
    }

    private static void write(PDPageContentStream to, PaperType type, String text, double x, double y, Rgb color)
            throws IOException {
        String shown = type.shown(text);
        if (shown.isEmpty()) {
            return;
        }
        to.setNonStrokingColor(color.channel(0) / 255f, color.channel(1) / 255f, color.channel(2) / 255f);
        to.beginText();
        to.setFont(type.font(), type.size());
        to.newLineAtOffset((float) (MARGIN + x), (float) y);
        to.showText(VisualOrder.of(shown));
        to.endText();
    }

    /** Fills a rectangle whose lower edge is a distance above the current height. */
    void fill(double x, double above, double width, double height, Rgb color) throws IOException {
        content().setNonStrokingColor(color.channel(0) / 255f, color.channel(1) / 255f, color.channel(2) / 255f);
        content().addRect((float) (MARGIN + x), (float) (y + above), (float) width, (float) height);
        content().fill();
    }

    /**
     * Draws a bar, to the left of a place for what is against, to the right of it for what is for.
     *
     * @param longest its length at the strength 1
     * @param strength from -1 to 1
     */
    void bar(double x, double longest, double strength) throws IOException {
        double length = Math.max(0.5, longest * Math.abs(strength));
        boolean against = strength < 0;
        fill(against ? x - length : x, 0, length, 7, ColorScale.LIGHT.background(against ? -BAR_LEVEL : BAR_LEVEL));
    }

    /** Draws the edges of a rectangle. */
    void outline(double x, double above, double width, double height, Rgb color) throws IOException {
        content().setStrokingColor(color.channel(0) / 255f, color.channel(1) / 255f, color.channel(2) / 255f);
        content().setLineWidth(0.7f);
        content().addRect((float) (MARGIN + x), (float) (y + above), (float) width, (float) height);
        content().stroke();
    }

    /** Fills the upper right corner of a box, the mark of clipped tokens. */
    void corner(double right, double top, Rgb color) throws IOException {
        float x = (float) (MARGIN + right);
        float upper = (float) (y + top);
        content().setNonStrokingColor(color.channel(0) / 255f, color.channel(1) / 255f, color.channel(2) / 255f);
        content().moveTo(x - 4, upper);
        content().lineTo(x, upper);
        content().lineTo(x, upper - 4);
        content().fill();
    }

    /** Draws a picture whose lower edge is at the current height. */
    void picture(BufferedImage picture, double x, double width, double height) throws IOException {
        PDImageXObject stored = LosslessFactory.createFromImage(document, picture);
        content().drawImage(stored, (float) (MARGIN + x), y, (float) width, (float) height);
    }

    private void finish() throws IOException {
        if (content != null) {
            content.close();
            content = null;
        }
    }

    /** Writes the foot of all pages, once it is known how many there are. */
    void number() throws IOException {
        finish();
        PaperType small = type.at(8);
        for (int i = 0; i < pages.size(); i++) {
            try (PDPageContentStream end =
                    new PDPageContentStream(document, pages.get(i), PDPageContentStream.AppendMode.APPEND, true)) {
                String number = (i + 1) + " / " + pages.size();
                write(end, small, small.fitted(foot, WIDTH - 60), 0, 36, QUIET);
                write(end, small, number, WIDTH - small.width(number), 36, QUIET);
            }
        }
    }

    @Override
    public void close() throws IOException {
        finish();
    }
}
