// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.pdf;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.stream.DoubleStream;
import org.lxt.explain.result.LatentRelevance;
import org.lxt.explain.result.PixelRelevance;
import org.lxt.report.Explained;
import org.lxt.report.heat.Heatmap;
import org.lxt.report.heat.Range;
import org.lxt.report.image.ImageLook;
import org.lxt.report.internal.Figures;
import org.lxt.report.internal.VisibleText;
import org.lxt.report.internal.scale.Rgb;

/** Relevance of an image's patches at every hidden state: small maps in rows. */
final class LayerMaps {
    private static final int ACROSS = 6;
    private static final double GAP = 8;
    private static final float SMALL = 7.5f;

    private final Sheets sheets;
    private final PaperType type;
    private final Explained e;
    private final PixelRelevance pixels;

    LayerMaps(Sheets sheets, PaperType type, Explained e, PixelRelevance pixels) {
        this.sheets = sheets;
        this.type = type;
        this.e = e;
        this.pixels = pixels;
    }

    void write(ImageLook look) throws IOException {
        Range range = Range.symmetric(e.latent().stream()
                .flatMapToDouble(s -> DoubleStream.of(pixels.patches(s)))
                .toArray());
        line("Relevance of each patch in the state entering a layer, all in one range, which ends at "
                + Figures.plain(range.max()) + ".");
        if (e.leadingTokens() > 0) {
            line("The number is that of the class token, where the answer is read and all relevance comes from.");
        }
        double width = (Sheets.WIDTH - (ACROSS - 1) * GAP) / ACROSS;
        double height = width * pixels.height() / pixels.width();
        for (int i = 0; i < e.latent().size(); i++) {
            if (i % ACROSS == 0) {
                sheets.down((float) height + (i == 0 ? 6 : 16));
            }
            map(e.latent().get(i), range, look, i % ACROSS * (width + GAP), width, height);
        }
        sheets.down(10); // for the captions of the last row
    }

    private void line(String text) throws IOException {
        sheets.down(14);
        sheets.text(type.at(9).fitted(text, Sheets.WIDTH), 9, 0, Sheets.QUIET);
    }

    private void map(LatentRelevance site, Range range, ImageLook look, double x, double width, double height)
            throws IOException {
        double[] values = pixels.patches(site);
        int columns = pixels.patchColumns();
        int rows = pixels.patchRows();
        BufferedImage map =
                Heatmap.of(values, columns, rows, range).draw(look.colors().palette(look.level()));
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                Rgb color = new Rgb(map.getRGB(column, row) & 0xffffff);
                sheets.fill(
                        x + column * width / columns,
                        height - (row + 1) * height / rows,
                        width / columns,
                        height / rows,
                        color);
            }
        }
        sheets.outline(x, 0, width, height, TargetPages.LINE);
        String number = e.leadingTokens() > 0 ? "  " + Figures.signed(site.at(0)) : "";
        String caption = VisibleText.phrase(site.site().path()) + number;
        sheets.text(type.at(SMALL).fitted(caption, width), SMALL, x, -9, Sheets.QUIET);
    }
}
