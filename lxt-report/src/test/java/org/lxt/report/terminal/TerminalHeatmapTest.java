// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.explain.Explainer;
import org.lxt.explain.method.occlusion.Occlusion;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.Attribution;
import org.lxt.report.Report;
import org.lxt.report.terminal.TerminalColors.Depth;
import org.lxt.samples.Sample;

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

    private static Screen print(Attribution a, Depth depth, int width) {
        return print(Report.of(a), depth, width, TerminalView.FEW, false);
    }

    private static Screen print(Report report, Depth depth, int width, int limit, boolean layers) {
        Screen screen = new Screen(depth, width);
        TerminalView view = new TerminalView(screen.terminal().colors(), width, limit, layers);
        screen.terminal().out().print(TerminalReport.toString(report, view));
        return screen;
    }

    @Test
    void theWholePromptIsThereBelowItsColours() {
        // line ends are shown by a mark before they break the line
        assertThat(print(usual, Depth.PALETTE, 1000).plain())
                .contains("<|begin_of_text|>" + sample.prompt().replace("\n", "\u21b5\n") + "\n");
    }

    @Test
    void aMethodThatLooksAtNoHiddenStateIsNamedWhereTheirMapWouldBe() {
        Attribution occluded =
                explainer.using(Occlusion.single()).explain(Prompt.of(sample.prompt()), Target.topLogit());
        assertThat(print(Report.of(occluded), Depth.NONE, 200, 3, true).lines())
                .contains("occlusion(single, zero) gives no relevance of this model's hidden states, so there is no map"
                        + " of layers");
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
        List<String> lines = print(Report.of(usual).inWords(), Depth.NONE, 80, TerminalView.FEW, false)
                .lines();
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
        assertThat(print(Report.of(usual), Depth.NONE, 80, 1000, false).plain())
                .contains("all 60 tokens")
                .contains("    59  \":\"");
        assertThat(print(Report.of(usual), Depth.NONE, 80, 3, false).plain())
                .contains("the 3 most relevant of 60 tokens");
    }

    @Test
    void theLayersAreThereOnRequest() {
        assertThat(print(usual, Depth.NONE, 80).plain()).doesNotContain("through the layers");
        assertThat(print(Report.of(usual), Depth.NONE, 80, TerminalView.FEW, true)
                        .plain())
                .containsPattern("39 {2}\" beans\" +[89] +9 +\\. +\\. +\\.\n");
        assertThat(print(Report.of(usual).inWords(), Depth.NONE, 80, TerminalView.FEW, true)
                        .plain())
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
                print(Report.of(a), depth, width, 1000, true).lines();
                print(Report.of(a).inWords(), depth, width, TerminalView.FEW, true)
                        .lines();
            }
        }
    }
}
