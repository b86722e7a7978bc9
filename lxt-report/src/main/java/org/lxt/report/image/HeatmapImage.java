// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.image;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import org.lxt.explain.result.ModelIdentity;
import org.lxt.report.Explained;
import org.lxt.report.ReportException;
import org.lxt.report.internal.Headline;
import org.lxt.report.internal.ScaleEnds;
import org.lxt.report.internal.TextFlow;
import org.lxt.report.internal.Wording;
import org.lxt.report.internal.scale.ColorScale;
import org.lxt.report.internal.scale.RelevanceScale;
import org.lxt.report.internal.scale.Rgb;
import org.lxt.report.internal.scale.Rows;

/** Draws a heatmap: the question, the prompt in the colours of its relevance, the legend, and what model it is about. */
final class HeatmapImage {
    private static final int WIDTH = 1000;
    private static final int MARGIN = 40;
    private static final int LINE = 36;
    private static final int TOP = 118;
    private static final int BOTTOM = 112;
    private static final double TOO_HIGH = 25_000;
    private static final Color INK = new Color(0x16181d);
    private static final Color QUIET = new Color(0x5a6270);
    private static final Color ACCENT = new Color(0x0f4f94);

    private final Explained e;
    private final ModelIdentity model;
    private final Rows rows;
    private final RelevanceScale scale;
    private final ScreenType title = new ScreenType(28);
    private final ScreenType body = new ScreenType(18);
    private final ScreenType small = new ScreenType(13);
    private final List<TextFlow.Box> boxes;
    private final int height;

    private HeatmapImage(ModelIdentity model, Explained e) {
        this.model = model;
        this.e = e;
        this.rows = Rows.of(e);
        this.scale = RelevanceScale.fitted(rows);
        this.boxes = TextFlow.of(e, body, WIDTH - 2.0 * MARGIN);
        this.height = TOP + BOTTOM + LINE * (1 + boxes.getLast().line());
    }

    /** Draws the heatmap of one target at two pixels per point, or one if it would be very tall. */
    public static BufferedImage draw(ModelIdentity model, Explained e) {
        HeatmapImage image = new HeatmapImage(model, e);
        if (image.height > TOO_HIGH) {
            throw new ReportException("a picture of " + e.tokens().size()
                    + " tokens would be too tall to look at; write the report as HTML or PDF");
        }
        int zoom = image.height > TOO_HIGH / 4 ? 1 : 2;
        BufferedImage pixels = new BufferedImage(WIDTH * zoom, image.height * zoom, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = pixels.createGraphics();
        try {
            g.scale(zoom, zoom);
            g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            g.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
            image.paint(g);
        } finally {
            g.dispose();
        }
        return pixels;
    }

    private void paint(Graphics2D g) {
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, WIDTH, height);
        double room = WIDTH - 2.0 * MARGIN;
        text(g, title, title.fitted(Headline.question(e), room), MARGIN, 54, INK);
        text(g, small, small.fitted(Headline.facts(e), room), MARGIN, 80, QUIET);
        boxes.forEach(box -> paint(g, box));
        legend(g, height - BOTTOM + 34);
        Wording.PRINTED
                .account(e)
                .ifPresent(closing -> text(g, small, small.fitted(closing, room), MARGIN, height - 46.0, QUIET));
        text(g, small, small.fitted(Headline.model(model), room), MARGIN, height - 24.0, QUIET);
    }

    private void paint(Graphics2D g, TextFlow.Box box) {
        double x = MARGIN + box.x();
        double y = TOP + LINE * box.line();
        Rows.Row row = box.row();
        Color ink = ACCENT;
        Rectangle2D area = new Rectangle2D.Double(x, y, box.width(), LINE - 8.0);
        if (row != null) {
            int level = scale.level(row.relevance());
            ink = color(ColorScale.LIGHT.letters(level));
            g.setColor(color(ColorScale.LIGHT.background(level)));
            g.fill(area);
            if (row.special()) {
                outline(g, area, 0, QUIET, 1);
            }
            if (scale.clips(row.relevance())) {
                corner(g, area.getMaxX(), y, ink);
            }
        } else {
            outline(g, new Rectangle2D.Double(x + 4, y + 1, box.width() - 4, LINE - 10.0), 24, ACCENT, 1.6f);
        }
        double at = x;
        for (TextFlow.Run run : box.runs()) {
            Color shade = new Color(ink.getRed(), ink.getGreen(), ink.getBlue(), run.mark() ? 110 : 255);
            text(g, body, run.text(), at, y + 20.5, shade);
            at += run.width();
        }
    }

    private static void outline(Graphics2D g, Rectangle2D area, double round, Color color, float stroke) {
        g.setColor(color);
        g.setStroke(new BasicStroke(stroke));
        g.draw(new RoundRectangle2D.Double(
                area.getX() + 0.5, area.getY() + 0.5, area.getWidth() - 1, area.getHeight() - 1, round, round));
    }

    private static void corner(Graphics2D g, double right, double top, Color color) {
        Path2D triangle = new Path2D.Double();
        triangle.moveTo(right - 7, top);
        triangle.lineTo(right, top);
        triangle.lineTo(right, top + 7);
        triangle.closePath();
        g.setColor(color);
        g.fill(triangle);
    }

    private void legend(Graphics2D g, double y) {
        ScaleEnds ends = ScaleEnds.of(scale);
        double at = text(g, small, ends.low() + "  " + ends.least() + "  ", MARGIN, y, QUIET);
        for (int level = ends.lowest(); level <= ColorScale.LEVELS; level++) {
            g.setColor(color(ColorScale.LIGHT.background(level)));
            g.fill(new Rectangle2D.Double(at, y - 11, 5, 13));
            at += 5;
        }
        at = text(g, small, "  " + ends.most() + "  " + ends.high(), at, y, QUIET);
        if (rows.all().stream().anyMatch(r -> scale.clips(r.relevance()))) {
            Rectangle2D key = new Rectangle2D.Double(at + 24, y - 11, 14, 14);
            outline(g, key, 0, QUIET, 1);
            corner(g, key.getMaxX(), key.getY(), INK);
            text(g, small, "beyond the scale", at + 46, y, QUIET);
        }
    }

    private static double text(Graphics2D g, ScreenType type, String shown, double x, double y, Color color) {
        if (shown.isEmpty()) {
            return x;
        }
        g.setColor(color);
        var layout = type.layout(type.shown(shown));
        layout.draw(g, (float) x, (float) y);
        return x + layout.getAdvance();
    }

    private static Color color(Rgb rgb) {
        return new Color(rgb.value());
    }
}
