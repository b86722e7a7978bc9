// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.heat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.report.ReportException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Heatmaps against those of zennit, colour by colour. */
class ImgifyTest {
    private static final JsonNode ZENNIT = read();

    private static JsonNode read() {
        try (InputStream in = ImgifyTest.class.getResourceAsStream("imgify.json")) {
            return JsonMapper.shared().readTree(in);
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }

    static List<String> palettes() {
        return ZENNIT.get("palettes").propertyNames().stream().toList();
    }

    @ParameterizedTest
    @MethodSource("palettes")
    void palettesAreZennits(String name) {
        String[] parts = name.split(" ");
        int[] palette = ColorMap.of(parts[0]).palette(Double.parseDouble(parts[1]));
        assertThat(palette).isEqualTo(integers(ZENNIT.get("palettes").get(name)));
        assertThat(ColorMap.names()).contains(parts[0]);
    }

    static List<JsonNode> cases() {
        return StreamSupport.stream(ZENNIT.get("cases").spliterator(), false).toList();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void picturesAreZennits(JsonNode c) {
        int[] shape = integers(c.get("shape"));
        double[] values = doubles(c.get("values"));
        JsonNode options = c.get("options");
        boolean several = options.has("grid");
        int width = shape[shape.length - 1];
        int height = shape[shape.length - 2];
        List<Heatmap> maps = new ArrayList<>();
        for (int i = 0; i < values.length; i += width * height) {
            double[] one = Arrays.copyOfRange(values, i, i + width * height);
            Range range = options.has("symmetric") ? Range.symmetric(one) : Range.full(one);
            range = new Range(
                    options.has("vmin") ? options.get("vmin").doubleValue() : range.min(),
                    options.has("vmax") ? options.get("vmax").doubleValue() : range.max());
            maps.add(Heatmap.of(one, width, height, range));
        }
        Heatmap map = maps.getFirst();
        if (several) {
            // True is as wide as the square root of the number, and as high as it must be
            int columns = (int) Math.sqrt(maps.size());
            int[] grid = options.get("grid").isArray()
                    ? integers(options.get("grid"))
                    : new int[] {(maps.size() + columns - 1) / columns, columns};
            int fill = options.has("gridfill") ? options.get("gridfill").intValue() : -1;
            map = Heatmap.grid(maps, grid[0], grid[1], fill);
        }
        double level = options.has("level") ? options.get("level").doubleValue() : 1;
        String colors = options.has("cmap") ? options.get("cmap").stringValue() : "bwr";
        BufferedImage image = map.draw(ColorMap.of(colors).palette(level));
        assertThat(image.getWidth()).isEqualTo(c.get("width").intValue());
        assertThat(image.getHeight()).isEqualTo(c.get("height").intValue());
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        assertThat(Arrays.stream(pixels).map(p -> p & 0xffffff))
                .containsExactlyElementsOf(
                        IntStream.of(integers(c.get("pixels"))).boxed().toList());
    }

    private static int[] integers(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false)
                .mapToInt(JsonNode::intValue)
                .toArray();
    }

    private static double[] doubles(JsonNode node) {
        return StreamSupport.stream(node.spliterator(), false)
                .mapToDouble(JsonNode::doubleValue)
                .toArray();
    }

    @Test
    void theProjectsOwnMapIsBlueWhiteRed() {
        int[] palette = ColorMap.of(ColorMap.OWN).palette(1);
        assertThat(palette[0]).isEqualTo(0x0d4a8c);
        assertThat(palette[255]).isEqualTo(0xa50f26);
        assertThat(palette[127] & 0xff).isGreaterThan(0xf8);
    }

    @Test
    void whereAllNumbersAreOneTheColourIsTheMiddle() {
        assertThat(Heatmap.of(new double[4], 2, 2, Range.symmetric(new double[4]))
                        .indices())
                .containsOnly(127);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "blue", "fff", "fff,", "fff;000", "1234,fff", "fff,100:000"})
    void whatIsNoMapIsRefused(String source) {
        assertThatThrownBy(() -> ColorMap.of(source))
                .isInstanceOf(ReportException.class)
                .hasMessage(
                        "there are no colours '" + source + "'; there are lxt, bwr, coldnhot, seismic, france, coolio,"
                                + " coleus, gray, wred, wblue, hot, cold, or give at least"
                                + " two hexadecimal colours such as 00f,80:fff,f00");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"80:000,40:fff", "000,80:fff,40:f00"})
    void coloursOutOfOrderAreRefused(String source) {
        assertThatThrownBy(() -> ColorMap.of(source))
                .isInstanceOf(ReportException.class)
                .hasMessage("the colours '" + source + "' are not in the order of their numbers");
    }
}
