// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.image;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.lxt.explain.result.PixelRelevance;
import org.lxt.report.Explained;
import org.lxt.report.Gamma;
import org.lxt.report.Report;
import org.lxt.report.ReportException;
import org.lxt.report.SeenImage;
import org.lxt.report.heat.Range;
import org.lxt.report.internal.Headline;
import org.lxt.report.internal.ScaleEnds;
import org.lxt.report.internal.scale.RelevanceScale;

/** Draws explained images: a heatmap, an overlay, both next to the image, or the heatmaps of many gammas. */
final class ImageFigure {
    private static final int GAP = 16;
    private static final int TOP = 74;
    private static final int BOTTOM = 52;
    private static final int AXIS = 40;
    private static final int LEGEND = 240;
    private static final long MOST_PIXELS = 120_000_000;
    private static final Color INK = new Color(0x16181d);
    private static final Color QUIET = new Color(0x5a6270);

    private static final Color LINE = new Color(0xd0d5dd);

    private static final ScreenType TITLE = new ScreenType(22);
    private static final ScreenType SMALL = new ScreenType(12);

    private final ImageLook look;

    ImageFigure(ImageLook look) {
        this.look = look;
    }

    /** The picture of one target. */
    BufferedImage draw(Report report, Explained e) {
        SeenImage image = image(report);
        PixelRelevance pixels = pixels(e);
        int zoom = look.zoom(image.width(), image.height());
        int beside = look.style() == ImageStyle.SIDE_BY_SIDE ? 3 : 1;
        require((long) beside * zoom * image.width(), (long) zoom * image.height());
        return switch (look.style()) {
            case HEATMAP -> ImageLayers.stack(zoom, ImageLayers.heat(pixels, look));
            case OVERLAY -> ImageLayers.stack(zoom, ImageLayers.grey(image), ImageLayers.glass(pixels, look));
            case SIDE_BY_SIDE -> sideBySide(report, e, image, pixels);
        };
    }

    private static void require(long width, long height) {
        if (width * height > MOST_PIXELS) {
            throw new ReportException(
                    "a picture of " + width + " x " + height + " pixels is too large to be drawn; give a smaller zoom");
        }
    }

    private static SeenImage image(Report report) {
        SeenImage image = report.image();
        if (image == null) {
            throw new ReportException("this report is about tokens, not about an image");
        }
        return image;
    }

    private static PixelRelevance pixels(Explained e) {
        PixelRelevance pixels = e.pixels();
        if (pixels == null) {
            throw new ReportException("this report is about tokens, not about an image");
        }
        return pixels;
    }

    private BufferedImage sideBySide(Report report, Explained e, SeenImage image, PixelRelevance pixels) {
        List<BufferedImage> parts = ImageLayers.sideBySide(image, pixels, look);
        int width = Math.max(3 * parts.getFirst().getWidth() + 4 * GAP, 3 * LEGEND);
        int height = TOP + parts.getFirst().getHeight() + BOTTOM;
        BufferedImage picture = page(width, height);
        Graphics2D g = pen(picture);
        double room = width - 2.0 * GAP;
        text(g, TITLE, TITLE.fitted(Headline.question(e), room), GAP, 34, INK);
        text(g, SMALL, SMALL.fitted(Headline.facts(e), room), GAP, 56, QUIET);
        int at = GAP;
        for (BufferedImage part : parts) {
            g.drawImage(part, at, TOP, null);
            frame(g, at, TOP, part);
            at += part.getWidth() + GAP;
        }
        legend(g, look.patches() ? pixels.patches() : pixels.pixels(), e.signed(), GAP, height - 30);
        text(
                g,
                SMALL,
                SMALL.fitted(Headline.model(report.model()), room - LEGEND),
                GAP + LEGEND + 40,
                height - 20.0,
                QUIET);
        g.dispose();
        return picture;
    }

    /** Of numbers without a sign the upper half of the colours alone is there. */
    private void legend(Graphics2D g, double[] values, boolean signed, int x, int y) {
        ScaleEnds ends = ScaleEnds.of(new RelevanceScale(Range.symmetric(values).max(), signed));
        int[] all = look.colors().palette(look.level());
        int[] palette = signed ? all : Arrays.copyOfRange(all, all.length / 2, all.length);
        double at = text(g, SMALL, ends.least() + " ", x, y + 10.0, QUIET);
        int bar = 100;
        for (int i = 0; i < bar; i++) {
            g.setColor(new Color(palette[i * (palette.length - 1) / (bar - 1)]));
            g.fillRect((int) at + i, y, 1, 12);
        }
        text(g, SMALL, " " + ends.most(), at + bar, y + 10.0, QUIET);
    }

    /**
     * The heatmaps of a report's gammas: a row for each of convolutions, a column for each of linear layers, as in the
     * figure of the reference's example; each in its own range.
     */
    BufferedImage grid(Report report) {
        List<Explained> all = report.explained();
        if (all.stream().anyMatch(e -> e.gamma() == null)) {
            throw new ReportException("a grid needs explanations that were made with the gamma rule");
        }
        List<Double> rows =
                sorted(all.stream().map(e -> gamma(e).convolutions()).toList());
        List<Double> columns = sorted(all.stream().map(e -> gamma(e).linears()).toList());
        SeenImage image = image(report);
        // Many maps are comfortable at half the size of one; a zoom that was asked for is kept.
        int zoom = look.zoom() > 0 ? look.zoom() : Math.max(1, look.zoom(image.width(), image.height()) / 2);
        int cellWidth = image.width() * zoom;
        int cellHeight = image.height() * zoom;
        require((long) columns.size() * cellWidth, (long) rows.size() * cellHeight);
        int left = GAP + AXIS + 20;
        int width = Math.max(left + columns.size() * (cellWidth + 4) + GAP, 600);
        int height = TOP + AXIS + rows.size() * (cellHeight + 4) + 30;
        BufferedImage picture = page(width, height);
        Graphics2D g = pen(picture);
        double room = width - 2.0 * GAP;
        text(g, TITLE, TITLE.fitted(Headline.question(all.getFirst()), room), GAP, 34, INK);
        text(
                g,
                SMALL,
                SMALL.fitted(
                        "gamma of convolutions down, of linear layers across; each map in a range of its own", room),
                GAP,
                56,
                QUIET);
        IntStream.range(0, columns.size())
                .forEach(c ->
                        centered(g, number(columns.get(c)), left + c * (cellWidth + 4) + cellWidth / 2.0, TOP + 26));
        for (int r = 0; r < rows.size(); r++) {
            int top = TOP + AXIS + r * (cellHeight + 4);
            centered(g, number(rows.get(r)), GAP + (AXIS + 10) / 2.0, top + cellHeight / 2 + 4);
        }
        for (Explained e : all) {
            int column = columns.indexOf(gamma(e).linears());
            int row = rows.indexOf(gamma(e).convolutions());
            BufferedImage cell = look.style() == ImageStyle.OVERLAY
                    ? ImageLayers.stack(zoom, ImageLayers.grey(image), ImageLayers.glass(pixels(e), look))
                    : ImageLayers.stack(zoom, ImageLayers.heat(pixels(e), look));
            int x = left + column * (cellWidth + 4);
            int y = TOP + AXIS + row * (cellHeight + 4);
            g.drawImage(cell, x, y, null);
            frame(g, x, y, cell);
        }
        text(g, SMALL, SMALL.fitted(Headline.model(report.model()), room), GAP, height - 12.0, QUIET);
        g.dispose();
        return picture;
    }

    /** A line around a map, whose own border may be as white as the page. */
    private static void frame(Graphics2D g, int x, int y, BufferedImage map) {
        g.setColor(LINE);
        g.drawRect(x - 1, y - 1, map.getWidth() + 1, map.getHeight() + 1);
    }

    private static Gamma gamma(Explained e) {
        Gamma gamma = e.gamma();
        if (gamma == null) {
            throw new IllegalArgumentException("no gamma");
        }
        return gamma;
    }

    private static List<Double> sorted(List<Double> values) {
        return List.copyOf(new TreeSet<>(values));
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : Double.toString(value);
    }

    private static BufferedImage page(int width, int height) {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = picture.createGraphics();
        g.setColor(Color.WHITE);
        g.fillRect(0, 0, width, height);
        g.dispose();
        return picture;
    }

    private static Graphics2D pen(BufferedImage picture) {
        Graphics2D g = picture.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        g.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        return g;
    }

    private static void centered(Graphics2D g, String shown, double x, double y) {
        text(g, SMALL, shown, x - SMALL.width(shown) / 2, y, QUIET);
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
}
