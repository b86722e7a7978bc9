// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lxt.report.image.PngReport;
import org.lxt.report.internal.scale.ColorScale;

class PngReportTest {
    @TempDir
    Path folder;

    @BeforeAll
    static void headless() {
        System.setProperty("java.awt.headless", "true");
    }

    @Test
    void theStrongestColourIsInThePicture() throws IOException {
        Path file = folder.resolve("heatmap.png");
        PngReport.write(SampleReport.get(), 0, file);
        BufferedImage picture = ImageIO.read(file.toFile());
        int strongest = ColorScale.LIGHT.background(ColorScale.LEVELS).value();
        assertThat(count(picture, strongest)).isGreaterThan(1000);
        assertThat(picture.getWidth()).isEqualTo(2000);
    }

    private static int count(BufferedImage picture, int color) {
        int count = 0;
        for (int y = 0; y < picture.getHeight(); y++) {
            for (int x = 0; x < picture.getWidth(); x++) {
                count += (picture.getRGB(x, y) & 0xffffff) == color ? 1 : 0;
            }
        }
        return count;
    }

    @Test
    void anyReportCanBeDrawn() throws IOException {
        Path file = folder.resolve("any.png");
        PngReport.write(HostileReport.all(), 1, file);
        RandomReports reports = new RandomReports(11);
        for (int i = 0; i < 20; i++) {
            PngReport.write(reports.next(), 0, file);
        }
        assertThat(Files.size(file)).isPositive();
    }

    @Test
    void aTargetThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> PngReport.draw(SampleReport.get(), 2))
                .isInstanceOf(ReportException.class)
                .hasMessageContaining("there is no target 2; the report has 2");
    }

    @Test
    void aPictureThatNobodyCouldLookAtIsRefused() {
        List<String> lines = Collections.nCopies(1000, "a\n");
        assertThatThrownBy(() -> PngReport.draw(HostileReport.of(lines), 0))
                .isInstanceOf(ReportException.class)
                .hasMessageContaining("write the report as HTML or PDF");
    }
}
