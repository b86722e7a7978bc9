package org.lxt.report.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.lxt.report.Report;
import org.lxt.report.ReportException;
import org.lxt.report.internal.WholeFile;

/** The heatmap of one target as a picture, for slides and papers. */
public final class PngReport {
    private PngReport() {}

    /**
     * Writes the picture to a file, which appears whole or not at all.
     *
     * @param target which of the report's explained targets, from 0
     */
    public static void write(Report report, int target, Path file) throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(draw(report, target), "png", png);
        WholeFile.write(file, png.toByteArray());
    }

    /** Draws the picture. */
    public static BufferedImage draw(Report report, int target) {
        if (target < 0 || target >= report.explained().size()) {
            throw new ReportException("there is no target " + target + "; the report has "
                    + report.explained().size() + ", counted from 0");
        }
        return HeatmapImage.draw(report.model(), report.explained().get(target));
    }
}
