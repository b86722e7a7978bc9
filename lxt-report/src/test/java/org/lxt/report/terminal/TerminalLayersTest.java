// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.explain.result.LatentRelevance;
import org.lxt.report.internal.scale.Rows;
import org.lxt.report.terminal.TerminalColors.Depth;
import org.lxt.tensor.Site;

/** The map of tokens and layers. */
class TerminalLayersTest {
    /** Tokens "a", "b", ... by layers; the first is special, the last is the one that answers. */
    private static Rows rows(double[]... layers) {
        int tokens = layers[0].length;
        List<Rows.Row> rows = IntStream.range(0, tokens)
                .mapToObj(i -> {
                    String text = Character.toString('a' + i % 26);
                    boolean first = i == 0;
                    boolean last = i == tokens - 1;
                    return new Rows.Row(i, i, i, i, text, text, 0, 0, first, first, last, true, layers[0][i]);
                })
                .toList();
        List<LatentRelevance> latent = IntStream.range(0, layers.length)
                .mapToObj(i -> new LatentRelevance(Site.of("layers." + i), layers[i]))
                .toList();
        return new Rows("token", rows, latent);
    }

    private static Screen print(Depth depth, int width, Rows rows, int limit) {
        Screen screen = new Screen(depth, width);
        new TerminalLayers(screen.terminal(), rows).print(limit);
        return screen;
    }

    @Test
    void digitsSpeakForAndLettersAgainst() {
        Rows rows = rows(
                new double[] {50, 0, 9, -1, 1}, new double[] {0, 0.4, 4.4, -9, 20}, new double[] {0, 0, 0, -0.6, -30});
        assertThat(print(Depth.NONE, 80, rows, 9).lines())
                .startsWith(
                        "through the layers: all 5 tokens",
                        "            0    1    2",
                        "0  \"a\"      9    .    .",
                        "1  \"b\"      .    .    .",
                        "2  \"c\"      9    4    .",
                        "3  \"d\"      a    i    a",
                        "4  \"e\"      1    9    i",
                        "  columns: layers.0 to layers.2, the state entering each layer and the one",
                        "  leaving the last");
    }

    @Test
    void oneScaleEndsAtTheLargestOfAnOrdinaryToken() {
        Rows rows = rows(new double[] {50, 0, 9, -1, 1}, new double[] {0, 0.4, 4.4, -9.5, 20});
        assertThat(String.join(" ", print(Depth.NONE, 200, rows, 9).lines()))
                .contains("one scale for all columns, which ends at 9.5000, the largest of an ordinary token");
    }

    @Test
    void colouredCellsMarkWhatIsBeyondTheScale() {
        Rows rows = rows(new double[] {50, 3, 9, -1, -100});
        List<String> lines = print(Depth.PALETTE, 80, rows, 9).painted().lines().toList();
        assertThat(lines.get(2)).endsWith("\u001b[38;5;16;48;5;210m    +\u001b[0m");
        assertThat(lines.get(3)).endsWith("\u001b[38;5;231;48;5;88m     \u001b[0m");
        assertThat(lines.get(4)).endsWith("\u001b[38;5;16;48;5;210m     \u001b[0m");
        assertThat(lines.get(5)).endsWith("\u001b[38;5;231;48;5;17m     \u001b[0m");
        assertThat(lines.get(6)).endsWith("\u001b[38;5;16;48;5;117m    -\u001b[0m");
    }

    /** Coloured blanks would not be seen where weak colours are those of letters. */
    @Test
    void basicColoursColourDigits() {
        Rows rows = rows(new double[] {0, 1, 9, -1, 0});
        assertThat(print(Depth.BASIC, 80, rows, 9).painted()).contains("\u001b[91m    1\u001b[0m");
    }

    @Test
    void tokensAreChosenByTheLargestOfAnyLayer() {
        Rows rows = rows(new double[] {0, 1, 2, 0, 0}, new double[] {0, 1, 0, 7, 0});
        assertThat(print(Depth.NONE, 80, rows, 2).lines())
                .startsWith("through the layers: the 2 most relevant of 5 tokens at any layer")
                .anyMatch(l -> l.startsWith("2  \"c\""))
                .anyMatch(l -> l.startsWith("3  \"d\""))
                .noneMatch(l -> l.startsWith("1  \"b\""));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 17, 33, 49, 81, 200})
    void everyNumberOfLayersFitsAndWhatIsLeftOutIsSaid(int layers) {
        double[][] relevance = new double[layers][5];
        for (int layer = 0; layer < layers; layer++) {
            relevance[layer] = new double[] {0, layer, -layer, 1, 2};
        }
        for (int width : new int[] {20, 40, 80, 200}) {
            List<String> lines = print(Depth.NONE, width, rows(relevance), 9).lines();
            String heads = lines.get(width < 40 ? 2 : 1);
            assertThat(heads).contains("0");
            String said = String.join(" ", lines).replaceAll(" +", " ");
            String row = lines.stream()
                    .filter(l -> l.startsWith("1  \"b\""))
                    .findFirst()
                    .orElseThrow();
            int cells = row.substring(6).replace(" ", "").length();
            assertThat(row.charAt(row.length() - 1)).isEqualTo(layers > 1 ? '9' : '.');
            if (cells < layers) {
                assertThat(said).contains(cells + " of " + layers + " columns, evenly spaced; the others are left out");
                assertThat(cells).isGreaterThan(width / 2 - 8);
            } else {
                assertThat(cells).isEqualTo(layers);
                assertThat(said).doesNotContain("left out");
            }
        }
    }

    @Test
    void theWidthThatIsNamedShowsAll() {
        double[][] relevance = new double[101][5];
        Arrays.fill(relevance, new double[] {0, 1, 2, 3, 4});
        String said = String.join(" ", print(Depth.NONE, 60, rows(relevance), 9).lines());
        int width = Integer.parseInt(said.replaceAll(".*would +fit +in +a +width +of +(\\d+).*", "$1"));
        assertThat(print(Depth.NONE, width, rows(relevance), 9).plain()).doesNotContain("left out");
        assertThat(print(Depth.NONE, width - 1, rows(relevance), 9).plain()).contains("left out");
    }

    @Test
    void headsEndWhereTheirColumnsDo() {
        double[][] relevance = new double[33][5];
        for (int layer = 0; layer < 33; layer++) {
            relevance[layer] = new double[] {0, layer == 30 ? 1 : 0, 0, 0, 0};
        }
        List<String> lines = print(Depth.NONE, 60, rows(relevance), 9).lines();
        String row = lines.stream().filter(l -> l.startsWith("1  ")).findFirst().orElseThrow();
        int column = row.indexOf('9');
        assertThat(row).hasSize(lines.get(2).length());
        List<Integer> ends = new ArrayList<>();
        Matcher heads = Pattern.compile("\\d+").matcher(lines.get(1));
        while (heads.find()) {
            ends.add(heads.end() - 1 - Integer.parseInt(heads.group()));
        }
        assertThat(ends).isNotEmpty().allMatch(e -> e == column - 30);
    }

    @Test
    void stacksAreNamedEach() {
        Rows rows = rows(new double[] {1, 2}, new double[] {1, 2});
        List<LatentRelevance> latent = List.of(
                new LatentRelevance(Site.of("encoder.layers.0"), new double[] {1, 2}),
                new LatentRelevance(Site.of("encoder.layers.1"), new double[] {1, 2}),
                new LatentRelevance(Site.of("decoder.layers.0"), new double[] {1, 2}));
        assertThat(print(Depth.NONE, 200, new Rows("token", rows.all(), latent), 9)
                        .plain())
                .contains("columns: encoder.layers.0 to encoder.layers.1, decoder.layers.0, the state");
    }
}
