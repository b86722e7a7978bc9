// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.explain.result.PixelRelevance;
import org.lxt.report.csv.CsvReport;
import org.lxt.report.heat.ColorMap;
import org.lxt.report.html.HtmlReport;
import org.lxt.report.image.ImageLook;
import org.lxt.report.image.ImageStyle;
import org.lxt.report.image.PngReport;
import org.lxt.report.json.ReportJson;

/** Reports of images: stored, read back and drawn. */
class ImageReportTest {
    @TempDir
    Path folder;

    private static ImageLook look(ImageStyle style, boolean patches) {
        return new ImageLook(style, ColorMap.of("bwr"), 1, patches, 1);
    }

    @Test
    void whatWasWrittenIsReadBackEqual() {
        Report plain = ImageReports.plain();
        assertThat(ReportJson.parse(ReportJson.toString(plain))).isEqualTo(plain);
        Report grid = ImageReports.grid(new Gamma(0.1, 0), new Gamma(100, 1));
        assertThat(ReportJson.parse(ReportJson.toString(grid))).isEqualTo(grid);
        assertThat(plain).isNotEqualTo(grid);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"width\" : 12,|\"width\" : 13,|the text is damaged: image.png is not a PNG file of that size in base64",
                "\"png\" : \"|\"png\" : \"!|the text is damaged: image.png is not a PNG file of that size in base64",
                "\"patch_height\" : 4|\"patch_height\" : 3|the text is damaged: attributions[0].pixels do not fit",
                "\"channels\" : 3|\"channels\" : 2|the text is damaged: attributions[0].pixels do not fit",
                "\"image\" : {|\"picture\" : {|the text is damaged: a report of images needs the image that all of its"
            })
    void aDamagedFileIsRefusedByItsPlace(String good, String bad, String problem) {
        String json = ReportJson.toString(ImageReports.plain());
        assertThat(json).contains(good);
        String damaged = json.replaceFirst(java.util.regex.Pattern.quote(good), bad);
        assertThatThrownBy(() -> ReportJson.parse(damaged))
                .isInstanceOf(ReportException.class)
                .hasMessageStartingWith(problem);
    }

    @Test
    void theHeatmapIsThatOfTheSumsOverChannels() throws IOException {
        Path file = folder.resolve("heat.png");
        Report report = ImageReports.plain();
        PngReport.write(report, 0, look(ImageStyle.HEATMAP, false), file);
        BufferedImage heat = ImageIO.read(file.toFile());
        assertThat(heat.getWidth()).isEqualTo(12);
        assertThat(heat.getHeight()).isEqualTo(8);
        double[] pixels = report.explained().getFirst().pixels().pixels();
        for (int i = 0; i < pixels.length; i++) {
            int color = heat.getRGB(i % 12, i / 12);
            boolean supports = (color >> 16 & 0xff) > (color & 0xff);
            assertThat(supports || Math.abs(pixels[i]) < 0.1).isEqualTo(pixels[i] > 0 || Math.abs(pixels[i]) < 0.1);
        }
    }

    @Test
    void patchesHaveOneColourEach() throws IOException {
        Path file = folder.resolve("patches.png");
        PngReport.write(ImageReports.plain(), 0, look(ImageStyle.HEATMAP, true), file);
        BufferedImage heat = ImageIO.read(file.toFile());
        for (int y = 0; y < 8; y++) {
            for (int x = 0; x < 12; x++) {
                assertThat(heat.getRGB(x, y)).isEqualTo(heat.getRGB(x / 4 * 4, y / 4 * 4));
            }
        }
        assertThat(heat.getRGB(0, 0)).isNotEqualTo(heat.getRGB(4, 0));
    }

    @Test
    void theOverlayIsTheImageWhereNothingIsRelevant() throws IOException {
        Report report = ImageReports.plain();
        Explained e = report.explained().getFirst();
        double[] still = new double[3 * 96];
        still[5] = 1;
        Explained one = Explained.builder(e.rules(), e.tokens(), e.target())
                .output(e.output(), 0)
                .value(1)
                .pixels(new PixelRelevance(3, 8, 12, 4, 4, 1, still))
                .build();
        Path file = folder.resolve("overlay.png");
        PngReport.write(
                new Report(report.model(), List.of(one), report.image()), 0, look(ImageStyle.OVERLAY, false), file);
        BufferedImage overlay = ImageIO.read(file.toFile());
        assertThat(overlay.getRGB(5, 0) & 0xffffff).isEqualTo(0xff0000);
        int other = overlay.getRGB(6, 0);
        assertThat(other >> 16 & 0xff).isEqualTo(other & 0xff).isGreaterThanOrEqualTo(96);
    }

    @Test
    void allPicturesAreDrawnAndTheGridNeedsGammas() throws IOException {
        Path file = folder.resolve("figure.png");
        PngReport.write(ImageReports.plain(), 1, ImageLook.USUAL, file);
        assertThat(ImageIO.read(file.toFile()).getWidth()).isGreaterThan(3 * 400);
        PngReport.writeGrid(
                ImageReports.grid(new Gamma(0.1, 0), new Gamma(0.1, 1), new Gamma(100, 0), new Gamma(100, 1)),
                look(ImageStyle.HEATMAP, false),
                file);
        assertThat(ImageIO.read(file.toFile()).getHeight()).isGreaterThan(2 * 8);
        assertThatThrownBy(() -> PngReport.writeGrid(ImageReports.plain(), ImageLook.USUAL, file))
                .isInstanceOf(ReportException.class)
                .hasMessage("a grid needs explanations that were made with the gamma rule");
        assertThatThrownBy(() -> PngReport.write(
                        ImageReports.plain(),
                        0,
                        new ImageLook(ImageStyle.HEATMAP, ColorMap.of("bwr"), 1, false, 2000),
                        file))
                .isInstanceOf(ReportException.class)
                .hasMessage("a picture of 24000 x 16000 pixels is too large to be drawn; give a smaller zoom");
        // tokens have one look
        PngReport.write(SampleReport.get(), 0, look(ImageStyle.HEATMAP, true), file);
        assertThat(ImageIO.read(file.toFile()).getWidth())
                .isEqualTo(PngReport.draw(SampleReport.get(), 0).getWidth());
    }

    /** Frames are counted around maps of exactly that size. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 10})
    void aZoomIsThatOfEachMapOfAGridToo(int zoom) {
        Report grid = ImageReports.grid(new Gamma(0.1, 0), new Gamma(0.1, 1), new Gamma(100, 0), new Gamma(100, 1));
        ImageLook look = new ImageLook(ImageStyle.HEATMAP, ColorMap.of("bwr"), 1, true, zoom);
        BufferedImage picture = PngReport.drawGrid(grid, look);
        int width = zoom * ImageReports.WIDTH;
        int height = zoom * ImageReports.HEIGHT;
        int frames = 0;
        for (int y = 0; y + height + 1 < picture.getHeight(); y++) {
            for (int x = 0; x + width + 1 < picture.getWidth(); x++) {
                boolean sides = isFrame(picture, x, y + height / 2)
                        && isFrame(picture, x + width + 1, y + height / 2)
                        && isFrame(picture, x + width / 2, y)
                        && isFrame(picture, x + width / 2, y + height + 1);
                frames += sides && isFrame(picture, x, y) && !isFrame(picture, x + 1, y + 1) ? 1 : 0;
            }
        }
        assertThat(frames).isEqualTo(4);
    }

    private static boolean isFrame(BufferedImage picture, int x, int y) {
        return (picture.getRGB(x, y) & 0xffffff) == 0xd0d5dd;
    }

    @Test
    void theTableHasARowForEachPatch() {
        assertThat(CsvReport.toString(ImageReports.plain()).lines()).hasSize(1 + 2 * 7);
    }

    @Test
    void thePageIsCompleteAndEscaped() {
        String page = HtmlReport.toString(ImageReports.plain());
        assertThat(page)
                .contains(
                        "img-src data:",
                        "&lt;cat&gt;.jpg",
                        "Strongest patches",
                        "By channel",
                        "layers.2",
                        "at the pixels")
                .doesNotContain("<cat>", "http://", "https://", "at the tokens");
    }
}
