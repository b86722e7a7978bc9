// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.output;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes pictures as SVG, with colours for light pages and for dark ones. */
final class Svg {
    private static final String STYLE = """
            <style>
            svg { background: #ffffff; font: 12px system-ui, sans-serif; }
            .ink { fill: #1f2328; } .soft { fill: #59636e; }
            .grid { stroke: #d1d9e0; } .bar { stroke: #0b5fa5; stroke-width: 2.5; stroke-linecap: round; }
            .dot { fill: #0b5fa5; } .morf { stroke: #0b5fa5; } .lerf { stroke: #b35900; stroke-dasharray: 6 4; }
            .morf, .lerf { fill: none; stroke-width: 2; } .band { opacity: 0.18; }
            .band.morf { fill: #0b5fa5; stroke: none; } .band.lerf { fill: #b35900; stroke: none; } .title { font-size: 15px; font-weight: 600; }
            @media (prefers-color-scheme: dark) {
            svg { background: #0d1117; } .ink { fill: #f0f6fc; } .soft { fill: #9198a1; } .grid { stroke: #3d444d; }
            .bar { stroke: #6cb6ff; } .dot { fill: #6cb6ff; }
            .morf { stroke: #6cb6ff; } .lerf { stroke: #f0a35e; }
            .band.morf { fill: #6cb6ff; } .band.lerf { fill: #f0a35e; }
            }
            </style>
            """;

    private final StringBuilder body = new StringBuilder();
    private final int width;
    private final int height;

    Svg(int width, int height) {
        this.width = width;
        this.height = height;
    }

    void title(double x, double y, String text) {
        text(x, y, text, "ink title", "start");
    }

    void note(double x, double y, String text) {
        text(x, y, text, "soft", "start");
    }

    void label(double x, double y, String text, String anchor) {
        text(x, y, text, "ink", anchor);
    }

    private void text(double x, double y, String text, String kind, String anchor) {
        add("<text class=\"" + kind + "\" x=\"" + number(x) + "\" y=\"" + number(y) + "\" text-anchor=\"" + anchor
                + "\">" + escaped(text) + "</text>");
    }

    void grid(double x1, double y1, double x2, double y2) {
        line("grid", x1, y1, x2, y2);
    }

    private void line(String kind, double x1, double y1, double x2, double y2) {
        add("<line class=\"" + kind + "\" x1=\"" + number(x1) + "\" y1=\"" + number(y1) + "\" x2=\"" + number(x2)
                + "\" y2=\"" + number(y2) + "\"/>");
    }

    /** A mean with its interval. */
    void mark(double low, double mean, double high, double y) {
        line("bar", low, y, high, y);
        add("<circle class=\"dot\" cx=\"" + number(mean) + "\" cy=\"" + number(y) + "\" r=\"4.5\"/>");
    }

    /**
     * A line with a band around it.
     *
     * @param kind {@code morf} or {@code lerf}
     * @param line points, x and y
     * @param band points around the band
     */
    void curve(String kind, List<double[]> line, List<double[]> band) {
        add("<polygon class=\"band " + kind + "\" points=\"" + points(band) + "\"/>");
        add("<polyline class=\"" + kind + "\" points=\"" + points(line) + "\"/>");
    }

    private static String points(List<double[]> points) {
        return points.stream().map(p -> number(p[0]) + "," + number(p[1])).collect(Collectors.joining(" "));
    }

    private void add(String element) {
        body.append(element).append('\n');
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    @Override
    public String toString() {
        return String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\">\n",
                        width,
                        height,
                        width,
                        height)
                + STYLE
                + body
                + "</svg>\n";
    }
}
