// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.html.panel;

import java.util.List;
import java.util.TreeSet;
import org.lxt.explain.result.PixelRelevance;
import org.lxt.report.Explained;
import org.lxt.report.Gamma;
import org.lxt.report.image.ImageLayers;
import org.lxt.report.image.ImageLook;
import org.lxt.report.internal.Png;

/** The heatmaps of many gammas as a table, each a button that shows its panel. */
public final class GammaGrid {
    private GammaGrid() {}

    /** Writes the table of these explanations. */
    public static void write(Markup html, List<Explained> all) {
        html.open("section", "class", "card gammas")
                .element("h2", "Gamma of convolutions down, of linear layers across");
        html.open("div", "class", "wide").open("table").open("thead").open("tr");
        html.element("td", "");
        TreeSet<Double> columns = new TreeSet<>();
        TreeSet<Double> rows = new TreeSet<>();
        for (Explained e : all) {
            Gamma gamma = e.gamma();
            if (gamma != null) {
                columns.add(gamma.linears());
                rows.add(gamma.convolutions());
            }
        }
        columns.forEach(c -> html.element("th", number(c), "scope", "col"));
        html.close().close().open("tbody");
        for (double row : rows) {
            html.open("tr").element("th", number(row), "scope", "row");
            for (double column : columns) {
                html.open("td");
                cell(html, all, new Gamma(row, column));
                html.close();
            }
            html.close();
        }
        html.close().close().close();
        html.element("p", "Each map is in a range of its own.", "class", "quiet after")
                .close()
                .line();
    }

    private static void cell(Markup html, List<Explained> all, Gamma gamma) {
        for (int i = 0; i < all.size(); i++) {
            PixelRelevance pixels = all.get(i).pixels();
            if (pixels != null && gamma.equals(all.get(i).gamma())) {
                html.open("button", "type", "button", "data-target", Integer.toString(i));
                html.single(
                        "img",
                        "src",
                        "data:image/png;base64," + Png.base64(ImageLayers.heat(pixels, ImageLook.USUAL)),
                        "width",
                        Integer.toString(pixels.width()),
                        "height",
                        Integer.toString(pixels.height()),
                        "alt",
                        "gamma " + number(gamma.convolutions()) + " and " + number(gamma.linears()));
                html.close();
            }
        }
    }

    private static String number(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
