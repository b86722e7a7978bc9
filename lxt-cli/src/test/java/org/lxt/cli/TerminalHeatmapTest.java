package org.lxt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.cli.TerminalColors.Depth;
import org.lxt.explain.Attribution;
import org.lxt.explain.Explainer;
import org.lxt.explain.Prompt;
import org.lxt.explain.Target;
import org.lxt.samples.Sample;
import picocli.CommandLine;

/** An explanation as a terminal gets it. */
class TerminalHeatmapTest {
    private static final String HOSTILE =
            "Lars\u001b[31m\r \u05d0\u05d5\u05d4\u05d1 \u0641\u0648\u0644 \u6211\u559c\u6b22\u8c46\u5b50"
                    + " \ud83c\udf3d\ud83d\udc68\u200d\ud83d\udc69 cafe\u0301 x\u202e likes\u0007\n\n  beans";

    private static Sample sample;
    private static Explainer explainer;
    private static Attribution usual;

    @BeforeAll
    static void explain() {
        sample = Sample.decoder();
        explainer = Explainer.open(sample.folder());
        usual = explainer.explain(Prompt.of(sample.prompt()), Target.topLogit());
    }

    @AfterAll
    static void close() {
        explainer.close();
        sample.close();
    }

    private static Screen print(Attribution a, Depth depth, int width, String... args) {
        TerminalOptions options = new TerminalOptions();
        new CommandLine(options).parseArgs(args);
        Screen screen = new Screen(depth, width);
        new TerminalHeatmap(screen.terminal(), options).print(a);
        return screen;
    }

    @Test
    void theWholePromptIsThereBelowItsColours() {
        // line ends are shown by a mark before they break the line
        assertThat(print(usual, Depth.PALETTE, 1000).plain())
                .contains("<|begin_of_text|>" + sample.prompt().replace("\n", "\u21b5\n") + "\n");
    }

    @Test
    void theEvidenceIsTheStrongestRed() {
        assertThat(print(usual, Depth.PALETTE, 200).painted()).contains("\u001b[38;5;16;48;5;210m beans\u001b[0m");
    }

    @Test
    void withoutColoursThereIsNoTextToPaint() {
        assertThat(print(usual, Depth.NONE, 80).painted())
                .doesNotContain("\u001b")
                .doesNotContain("Farah Novak likes beans.");
    }

    @Test
    void wordsAreWhatTheirTokensAre() {
        List<String> lines = print(usual, Depth.NONE, 80, "--words").lines();
        assertThat(lines)
                .contains("the 12 most relevant of 52 words, in their order")
                .anyMatch(l -> l.matches(" 30-33 {2}\"727,800\" +\\+0\\.137\\d"));
        double tokens = usual.tokens().subList(30, 34).stream()
                .mapToDouble(t -> t.relevance())
                .sum();
        assertThat(String.format(java.util.Locale.ROOT, "%+.4f", tokens)).startsWith("+0.137");
    }

    @Test
    void allAreListedOnRequest() {
        assertThat(print(usual, Depth.NONE, 80, "--all").plain())
                .contains("all 60 tokens")
                .contains("    59  \":\"");
        assertThat(print(usual, Depth.NONE, 80, "--top", "3").plain()).contains("the 3 most relevant of 60 tokens");
    }

    @Test
    void theLayersAreThereOnRequest() {
        assertThat(print(usual, Depth.NONE, 80).plain()).doesNotContain("through the layers");
        assertThat(print(usual, Depth.NONE, 80, "--layers").plain())
                .containsPattern("39 {2}\" beans\" +[89] +9 +\\. +\\. +\\.\n");
        assertThat(print(usual, Depth.NONE, 80, "--layers", "--words").plain())
                .containsPattern("39 {2}\"beans\" +[89] +9 +\\. +\\. +\\.\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {20, 21, 33, 40, 57, 80, 120, 200})
    void everythingFitsWhateverThePromptIs(int width) {
        Attribution hostile = explainer.explain(Prompt.of(HOSTILE), Target.topLogit());
        int[] ids = hostile.tokens().stream().mapToInt(t -> t.id()).toArray();
        Attribution ofIds = explainer.explain(Prompt.ofIds(ids), Target.topLogit());
        for (Depth depth : Depth.values()) {
            for (Attribution a : List.of(usual, hostile, ofIds)) {
                print(a, depth, width, "--all", "--layers").lines();
                print(a, depth, width, "--words", "--layers").lines();
            }
        }
    }
}
