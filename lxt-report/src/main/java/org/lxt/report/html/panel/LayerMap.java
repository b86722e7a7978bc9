// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.html.panel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.lxt.explain.result.LatentRelevance;
import org.lxt.report.Explained;
import org.lxt.report.internal.VisibleText;
import org.lxt.report.internal.scale.RelevanceScale;
import org.lxt.report.internal.scale.Rows;

/**
 * Relevance of every hidden state: a column for each token or word, a row for each site, the first layer at the bottom. All cells
 * of one colour are one path, which keeps long prompts and deep models small.
 */
final class LayerMap {
    private static final int ROW = 22;
    private static final int WIDTH = 915;
    private static final int LABELLED = 15;
    private static final int LABEL = 14;

    private final Markup html;
    private final Rows of;
    private final int columns;
    private final int rows;
    private final int column;
    private final boolean labelled;

    LayerMap(Markup html, Explained e) {
        this.html = html;
        this.of = Rows.of(e);
        this.columns = of.all().size();
        this.rows = of.latent().size();
        int fitting = WIDTH / Math.max(1, columns);
        this.labelled = columns <= 200;
        this.column = labelled ? Math.clamp(fitting, LABELLED, 30) : Math.clamp(fitting, 3, LABELLED);
    }

    void write() {
        RelevanceScale fitted = RelevanceScale.fittedToSites(of);
        RelevanceScale full = RelevanceScale.fullOfSites(of);
        html.open("section", "class", "card");
        html.element("h2", "Through the layers");
        html.element(
                "p",
                "The same relevance before it reached the " + of.noun()
                        + "s: each row is the state entering a layer, from the"
                        + " prompt at the bottom to the answer at the top.",
                "class",
                "quiet");
        Legend.write(html, fitted, full, clipped(fitted));
        html.open("div", "class", "map");
        html.open("div", "class", "sites", "aria-hidden", "true");
        for (LatentRelevance site : of.latent().reversed()) {
            html.element("span", VisibleText.label(site.site().path(), 16));
        }
        html.close();
        html.open("div", "class", "scroll");
        drawing(fitted, full);
        html.close().close().close().line();
    }

    private void drawing(RelevanceScale fitted, RelevanceScale full) {
        int labels = labelled ? 12 + 13 * longest() / 2 : 6;
        int width = columns * column;
        int height = rows * ROW + labels;
        html.open(
                "svg",
                "class",
                "cells",
                "width",
                Integer.toString(width),
                "height",
                Integer.toString(height),
                "viewBox",
                "0 0 " + width + " " + height,
                "data-column",
                Integer.toString(column),
                "data-row",
                Integer.toString(ROW),
                "tabindex",
                "0",
                "role",
                "group",
                "aria-label",
                "Relevance of " + columns + " " + of.noun() + "s at " + rows + " sites; move with the arrow keys");
        html.element(
                "rect",
                "",
                "class",
                "ground",
                "width",
                Integer.toString(width),
                "height",
                Integer.toString(rows * ROW - 1));
        cells(fitted, "when-fitted");
        cells(full, "when-full");
        html.element(
                "rect",
                "",
                "class",
                "cursor",
                "width",
                Integer.toString(column),
                "height",
                Integer.toString(ROW),
                "visibility",
                "hidden");
        if (labelled) {
            of.all().forEach(this::label);
        }
        html.close();
    }

    private boolean clipped(RelevanceScale fitted) {
        return of.latent().stream().anyMatch(s -> DoubleStream.of(s.relevance()).anyMatch(fitted::clips));
    }

    private int longest() {
        return of.all().stream()
                .map(r -> VisibleText.label(r.name(), LABEL))
                .mapToInt(l -> l.codePointCount(0, l.length()))
                .max()
                .orElse(0);
    }

    private void label(Rows.Row row) {
        html.element(
                "text",
                VisibleText.label(row.name(), LABEL),
                "class",
                row.special() ? "special" : "",
                "transform",
                "translate(" + (row.index() * column + column / 2 - 4) + " " + (rows * ROW + 5) + ") rotate(90)");
    }

    private void cells(RelevanceScale scale, String when) {
        int gap = column > 5 ? 1 : 0;
        Map<Integer, StringBuilder> paths = new TreeMap<>();
        StringBuilder corners = new StringBuilder();
        int corner = Math.min(6, column / 2);
        List<LatentRelevance> fromTop = new ArrayList<>(of.latent().reversed());
        for (int row = 0; row < rows; row++) {
            double[] relevance = fromTop.get(row).relevance();
            for (int i = 0; i < columns; i++) {
                if (scale.clips(relevance[i])) {
                    corners.append("M" + ((i + 1) * column - gap - corner) + " " + row * ROW);
                    corners.append("h" + corner + "v" + corner + "z");
                }
                int level = scale.level(relevance[i]);
                if (level != 0) {
                    paths.computeIfAbsent(level, _ -> new StringBuilder())
                            .append("M" + i * column + " " + row * ROW)
                            .append("h" + (column - gap) + "v" + (ROW - 1) + "h-" + (column - gap) + "z");
                }
            }
        }
        html.open("g", "class", when);
        paths.forEach((level, path) ->
                html.element("path", "", "class", "f-" + ScaleStyle.name(level), "d", path.toString()));
        html.element("path", "", "class", "corners", "d", corners.toString());
        html.close();
    }
}
