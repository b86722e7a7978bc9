// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.html.panel;

import java.awt.image.BufferedImage;
import java.util.stream.DoubleStream;
import org.lxt.explain.result.LatentRelevance;
import org.lxt.explain.result.PixelRelevance;
import org.lxt.report.Explained;
import org.lxt.report.Report;
import org.lxt.report.SeenImage;
import org.lxt.report.heat.Heatmap;
import org.lxt.report.heat.Range;
import org.lxt.report.image.ImageLayers;
import org.lxt.report.image.ImageLook;
import org.lxt.report.image.ImageStyle;
import org.lxt.report.internal.Figures;
import org.lxt.report.internal.Png;
import org.lxt.report.internal.ScaleEnds;
import org.lxt.report.internal.VisibleText;
import org.lxt.report.internal.scale.RelevanceScale;

/** Everything about one target of an image. Pictures have one pixel per number; the browser enlarges them. */
public final class ImagePanel {
    private static final String[] CHANNELS = {"Red", "Green", "Blue"};

    private static final ImageLook PIXELS = look(false);
    private static final ImageLook PATCHES = look(true);

    private final Markup html;
    private final Report report;
    private final SeenImage image;
    private final Explained e;
    private final PixelRelevance pixels;
    private final int index;

    /** The panel of the target with this index. */
    public ImagePanel(Markup html, Report report, SeenImage image, PixelRelevance pixels, int index) {
        this.html = html;
        this.report = report;
        this.image = image;
        this.e = report.explained().get(index);
        this.pixels = pixels;
        this.index = index;
    }

    private static ImageLook look(boolean patches) {
        ImageLook usual = ImageLook.USUAL;
        return new ImageLook(ImageStyle.HEATMAP, usual.colors(), usual.level(), patches, 1);
    }

    /** Writes it. */
    public void write() {
        html.open("article", "class", "panel", "data-index", Integer.toString(index))
                .line();
        Panel panel = new Panel(html, report.model(), e, index);
        panel.head();
        html.open("div", "class", "columns");
        picture();
        html.open("div", "class", "side");
        new AnswerList(html, e).write();
        ImageReading.write(html, e);
        html.close().close().line();
        html.open("div", "class", "columns");
        new TokenBars(html, e).write();
        channels();
        html.close().line();
        if (!e.latent().isEmpty()) {
            layers();
        }
        panel.account();
        html.close();
    }

    private void picture() {
        html.open("section", "class", "card picture");
        html.element("h2", "Relevance of each pixel and patch");
        html.open(
                "div",
                "class",
                "stack",
                "tabindex",
                "0",
                "role",
                "group",
                "aria-label",
                "Relevance of " + pixels.patchRows() + " rows of " + pixels.patchColumns()
                        + " patches; move with the arrow keys");
        picture("photo", Png.base64(image), image.name());
        picture("glass by-pixel", Png.base64(ImageLayers.glass(pixels, PIXELS)), "");
        picture("glass by-patch", Png.base64(ImageLayers.glass(pixels, PATCHES)), "");
        picture("heat by-pixel", Png.base64(ImageLayers.heat(pixels, PIXELS)), "");
        picture("heat by-patch", Png.base64(ImageLayers.heat(pixels, PATCHES)), "");
        html.element("span", "", "class", "spot", "hidden", "");
        html.close();
        html.open("label", "class", "opacity needs-script")
                .text("Opacity ")
                .single("input", "type", "range", "min", "0", "max", "100", "value", "90")
                .close();
        legend(pixels.pixels(), "by-pixel");
        legend(pixels.patches(), "by-patch");
        html.open("p", "class", "quiet after");
        html.element("bdi", VisibleText.phrase(image.name()));
        html.text(": " + image.preparation() + ".").close();
        html.close();
    }

    private void picture(String kind, String png, String alternative) {
        html.single(
                "img",
                "class",
                kind,
                "src",
                "data:image/png;base64," + png,
                "width",
                Integer.toString(image.width()),
                "height",
                Integer.toString(image.height()),
                "alt",
                alternative);
    }

    private void legend(double[] values, String kind) {
        Range range = Range.symmetric(values);
        html.open("div", "class", "legend " + kind).open("span", "class", "scale");
        RelevanceScale scale = new RelevanceScale(range.max(), e.signed());
        ScaleEnds ends = ScaleEnds.of(scale);
        html.element("span", ends.low());
        html.element("b", ends.least());
        html.element("span", "", "class", scale.signed() ? "ramp always-light" : "ramp unsigned always-light");
        html.element("b", ends.most());
        html.element("span", ends.high()).close().close();
    }

    private void channels() {
        html.open("section", "class", "card");
        html.element("h2", "By channel");
        html.open("div", "class", "maps");
        Range range = Range.symmetric(pixels.values());
        int shown = Math.min(pixels.channels(), CHANNELS.length);
        for (int c = 0; c < shown; c++) {
            double[] channel = pixels.channel(c);
            double sum = 0;
            for (double value : channel) {
                sum += value;
            }
            small(channel, pixels.width(), pixels.height(), range, CHANNELS[c], Figures.signed(sum), -1);
        }
        html.close();
        html.element(
                "p",
                "The number is the sum of the channel. All three in one range, which ends at "
                        + Figures.plain(range.max()) + ".",
                "class",
                "quiet after");
        html.close();
    }

    private void layers() {
        int leading = e.leadingTokens();
        double[] all = e.latent().stream()
                .flatMapToDouble(s -> DoubleStream.of(pixels.patches(s)))
                .toArray();
        Range range = Range.symmetric(all);
        html.open("section", "class", "card");
        html.element("h2", "Through the layers");
        html.element(
                "p",
                "Relevance of each patch in the state entering a layer, all in one range, which ends at "
                        + Figures.plain(range.max())
                        + (leading > 0
                                ? ". The number is that of the class token, where the answer is read and all relevance"
                                        + " comes from."
                                : "."),
                "class",
                "quiet");
        html.open("div", "class", "maps layers");
        for (int i = 0; i < e.latent().size(); i++) {
            LatentRelevance site = e.latent().get(i);
            String number = leading > 0 ? Figures.signed(site.at(0)) : "";
            String name = site.site().path();
            small(pixels.patches(site), pixels.patchColumns(), pixels.patchRows(), range, name, number, i);
        }
        html.close().close().line();
    }

    /** A small map with a caption; that of a hidden state has its number for the script. */
    private void small(double[] values, int width, int height, Range range, String name, String number, int site) {
        BufferedImage map =
                Heatmap.of(values, width, height, range).draw(PIXELS.colors().palette(PIXELS.level()));
        html.open("figure", "class", "map-of", "data-site", Integer.toString(site));
        html.single(
                "img",
                "src",
                "data:image/png;base64," + Png.base64(map),
                "width",
                Integer.toString(width),
                "height",
                Integer.toString(height),
                "alt",
                "");
        html.open("figcaption").element("bdi", VisibleText.label(name)).text(" ");
        html.element("b", number).close().close();
    }
}
