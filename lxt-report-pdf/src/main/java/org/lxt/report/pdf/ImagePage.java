// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.pdf;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import org.lxt.explain.result.PixelRelevance;
import org.lxt.report.Report;
import org.lxt.report.SeenImage;
import org.lxt.report.heat.Range;
import org.lxt.report.image.ImageLayers;
import org.lxt.report.image.ImageLook;
import org.lxt.report.image.PngReport;
import org.lxt.report.internal.ScaleEnds;
import org.lxt.report.internal.scale.RelevanceScale;
import org.lxt.report.internal.scale.Rgb;

/** Pictures of an explained image on paper. */
final class ImagePage {
    private static final double GAP = 10;
    private static final float SMALL = 8.5f;

    /** A picture as high as that leaves room for what belongs to it. */
    private static final double HIGHEST = 420;

    private final Sheets sheets;
    private final PaperType type;

    ImagePage(Sheets sheets, PaperType type) {
        this.sheets = sheets;
        this.type = type;
    }

    /** The image, its heatmap, and both together, with the range of the colours below. */
    void sideBySide(SeenImage image, PixelRelevance pixels, boolean signed, ImageLook look) throws IOException {
        List<BufferedImage> parts = ImageLayers.sideBySide(image, pixels, look);
        double width = (Sheets.WIDTH - (parts.size() - 1) * GAP) / parts.size();
        double height = width * image.height() / image.width();
        if (height > HIGHEST) {
            width *= HIGHEST / height;
            height = HIGHEST;
        }
        if (!sheets.fits((float) height + 40)) {
            sheets.turn();
        }
        sheets.down((float) height + 4);
        for (int i = 0; i < parts.size(); i++) {
            sheets.picture(parts.get(i), i * (width + GAP), width, height);
            // A heatmap's own border may be as white as the paper.
            sheets.outline(i * (width + GAP), 0, width, height, TargetPages.LINE);
        }
        legend(look.patches() ? pixels.patches() : pixels.pixels(), signed, look);
    }

    private void legend(double[] values, boolean signed, ImageLook look) throws IOException {
        Range range = Range.symmetric(values);
        int[] palette = look.colors().palette(look.level());
        sheets.down(16);
        RelevanceScale scale = new RelevanceScale(range.max(), signed);
        ScaleEnds ends = ScaleEnds.of(scale);
        String from = ends.low() + "  " + ends.least() + "  ";
        sheets.text(from, SMALL, 0, Sheets.QUIET);
        double at = type.at(SMALL).width(from);
        int bar = 100;
        for (int i = scale.signed() ? 0 : bar / 2; i < bar; i++) {
            Rgb color = new Rgb(palette[i * (palette.length - 1) / (bar - 1)] & 0xffffff);
            sheets.fill(at, -1.5, 1.2, 9, color);
            at++;
        }
        sheets.text("  " + ends.most() + "  " + ends.high(), SMALL, at, Sheets.QUIET);
    }

    /** All heatmaps of a report's gammas, on a page of their own. */
    void grid(Report report, ImageLook look) throws IOException {
        BufferedImage picture = PngReport.drawGrid(report, look);
        double width = Sheets.WIDTH;
        double height = width * picture.getHeight() / picture.getWidth();
        if (height > HIGHEST) {
            width *= HIGHEST / height;
            height = HIGHEST;
        }
        sheets.turn();
        sheets.down((float) height);
        sheets.picture(picture, 0, width, height);
    }
}
