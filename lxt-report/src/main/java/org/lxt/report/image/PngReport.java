// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.image;

import com.google.auto.service.AutoService;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.lxt.report.Explained;
import org.lxt.report.Report;
import org.lxt.report.ReportException;
import org.lxt.report.format.Destination;
import org.lxt.report.format.RenderOptions;
import org.lxt.report.format.ReportFormat;
import org.lxt.report.format.Trait;
import org.lxt.report.internal.Png;
import org.lxt.report.internal.WholeFile;

/** The heatmap of one target as a picture, for slides and papers. */
@AutoService(ReportFormat.class)
public final class PngReport implements ReportFormat {
    /** For {@link java.util.ServiceLoader}. */
    public PngReport() {}

    @Override
    public String name() {
        return "png";
    }

    @Override
    public List<String> extensions() {
        return List.of("png");
    }

    @Override
    public String purpose() {
        return "Write a picture; of several targets one each, numbered from the second on.";
    }

    @Override
    public Set<Trait> traits() {
        return EnumSet.of(Trait.IMAGES);
    }

    @Override
    public void write(Report report, RenderOptions options, Destination destination) throws IOException {
        ImageLook look = options.get(ImageLook.class, ImageLook.USUAL);
        if (report.image() != null && report.isGrid()) {
            destination.write(Png.bytes(drawGrid(report, look)));
            return;
        }
        // A destination without room for all must say so before it gets the first.
        List<Destination> places = IntStream.range(0, report.explained().size())
                .mapToObj(destination::part)
                .toList();
        for (int target = 0; target < places.size(); target++) {
            places.get(target).write(Png.bytes(draw(report, target, look)));
        }
    }

    /**
     * Writes the picture to a file, which appears whole or not at all.
     *
     * @param target which of the report's explained targets, from 0
     */
    public static void write(Report report, int target, Path file) throws IOException {
        WholeFile.write(file, Png.bytes(draw(report, target)));
    }

    /** Writes the picture, that of an image in this look, to a file, which appears whole or not at all. */
    public static void write(Report report, int target, ImageLook look, Path file) throws IOException {
        WholeFile.write(file, Png.bytes(draw(report, target, look)));
    }

    /**
     * Writes the heatmaps of an image that a report has for several gammas, in rows and columns.
     *
     * @throws ReportException if an explanation of the report was made without the gamma rule
     */
    public static void writeGrid(Report report, ImageLook look, Path file) throws IOException {
        WholeFile.write(file, Png.bytes(drawGrid(report, look)));
    }

    /** Draws what {@link #writeGrid} writes. */
    public static BufferedImage drawGrid(Report report, ImageLook look) {
        return new ImageFigure(look).grid(report);
    }

    /** Draws the picture. */
    public static BufferedImage draw(Report report, int target) {
        return draw(report, target, ImageLook.USUAL);
    }

    private static BufferedImage draw(Report report, int target, ImageLook look) {
        require(report, target);
        Explained e = report.explained().get(target);
        return report.image() == null ? HeatmapImage.draw(report.model(), e) : new ImageFigure(look).draw(report, e);
    }

    private static void require(Report report, int target) {
        if (target < 0 || target >= report.explained().size()) {
            throw new ReportException("there is no target " + target + "; the report has "
                    + report.explained().size() + ", counted from 0");
        }
    }
}
