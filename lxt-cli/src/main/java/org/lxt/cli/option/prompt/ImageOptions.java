// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.option.prompt;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lxt.report.ReportException;
import org.lxt.report.heat.ColorMap;
import org.lxt.report.image.ImageLook;
import org.lxt.report.image.ImageStyle;
import org.lxt.tasks.Gammas;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Options for images. */
public final class ImageOptions {
    @Option(names = "--image", paramLabel = "FILE", description = "Explain an image: PNG, JPEG, WebP, GIF or BMP.")
    @Nullable
    public Path image;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description =
                    "Names of the classes: a text file with one per line, or JSON; where the checkpoint does not have"
                            + " them.")
    @Nullable
    public Path labels;

    @Option(
            names = "--gamma-conv",
            paramLabel = "G",
            split = ",",
            description = "Gamma rule on the convolution that cuts the image into patches; with --grid a list.")
    private List<Double> convolutions = new ArrayList<>();

    @Option(
            names = "--gamma-linear",
            paramLabel = "G",
            split = ",",
            description = "Gamma rule on linear layers; with --grid a list.")
    private List<Double> linears = new ArrayList<>();

    @Option(
            names = "--grid",
            description =
                    "Explain the target under many gammas, by default 3 x 5 of them, and draw them all in one figure.")
    public boolean grid;

    @Option(
            names = "--heatmap-style",
            paramLabel = "STYLE",
            converter = Styles.class,
            completionCandidates = Styles.class,
            description = "What --png draws: heatmap, overlay or side-by-side; by default the last.")
    private @Nullable ImageStyle style;

    @Option(
            names = "--colors",
            paramLabel = "NAME",
            converter = Colors.class,
            description =
                    "Colours of the picture: lxt, or zennit's bwr, coldnhot, seismic, gray and so on, or your own such"
                            + " as 00f,80:fff,f00.")
    private @Nullable ColorMap colors;

    @Option(
            names = "--level",
            paramLabel = "X",
            description = "Strength of the colours: 1 for the whole range, more for stronger colours earlier.")
    private @Nullable Double level;

    @Option(names = "--patches", description = "Draw one colour for each patch, not for each pixel.")
    private boolean patches;

    @Option(names = "--zoom", paramLabel = "N", description = "Draw each pixel as a square of N x N.")
    private @Nullable Integer zoom;

    /** Reads the names of styles. */
    static final class Styles implements CommandLine.ITypeConverter<ImageStyle>, Iterable<String> {
        @Override
        public ImageStyle convert(String value) {
            return Stream.of(ImageStyle.values())
                    .filter(s -> name(s).equals(value))
                    .findFirst()
                    .orElseThrow(() -> new CommandLine.TypeConversionException("'" + value + "' is none of "
                            + Stream.of(ImageStyle.values()).map(Styles::name).collect(Collectors.joining(", "))));
        }

        @Override
        public Iterator<String> iterator() {
            return Stream.of(ImageStyle.values()).map(Styles::name).iterator();
        }

        private static String name(ImageStyle style) {
            return style.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** Reads colour maps. */
    static final class Colors implements CommandLine.ITypeConverter<ColorMap> {
        @Override
        public ColorMap convert(String value) {
            try {
                return ColorMap.of(value);
            } catch (ReportException e) {
                throw new CommandLine.TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }

    public boolean isAskedFor() {
        return image != null;
    }

    /**
     * What is wrong with these options, or null.
     *
     * @param targets how many targets were named
     */
    @Nullable
    public String problem(int targets) {
        if (image == null) {
            boolean any = labels != null
                    || grid
                    || patches
                    || !convolutions.isEmpty()
                    || !linears.isEmpty()
                    || Stream.of(style, colors, level, zoom).anyMatch(o -> o != null);
            return any
                    ? "--labels, --gamma-conv, --gamma-linear, --grid, --heatmap-style, --colors, --level, --patches"
                            + " and --zoom are about images: give one with --image FILE"
                    : null;
        }
        if (Stream.concat(convolutions.stream(), linears.stream()).anyMatch(g -> !(g >= 0 && Double.isFinite(g)))) {
            return "a gamma must be a number, 0 or more";
        }
        if (!grid && (convolutions.size() > 1 || linears.size() > 1)) {
            return "several gammas are drawn by --grid; without it give one";
        }
        if (grid && Gammas.cells(convolutions, linears) > Gammas.MOST_CELLS) {
            return "--grid draws at most " + Gammas.MOST_CELLS + " heatmaps; give fewer gammas";
        }
        if (grid && targets > 1) {
            return "a grid is about one target; give one --target";
        }
        if (grid && style == ImageStyle.SIDE_BY_SIDE) {
            return "--grid draws a heatmap or an overlay in each cell; side-by-side is for one explanation";
        }
        if (level != null && !(level > 0 && Double.isFinite(level))) {
            return "--level must be a positive number";
        }
        return zoom != null && (zoom < 1 || zoom > 32) ? "--zoom must be from 1 to 32" : null;
    }

    /** The gammas that were asked for. */
    public Gammas gammas() {
        return new Gammas(convolutions, linears, grid);
    }

    /** How pictures look. */
    public ImageLook look() {
        ImageLook usual = ImageLook.USUAL;
        return new ImageLook(
                style == null ? (grid ? ImageStyle.HEATMAP : usual.style()) : style,
                colors == null ? usual.colors() : colors,
                level == null ? usual.level() : level,
                patches,
                zoom == null ? usual.zoom() : zoom);
    }
}
