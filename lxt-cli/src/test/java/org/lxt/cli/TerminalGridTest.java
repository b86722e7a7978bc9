package org.lxt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.cli.TerminalColors.Depth;
import org.lxt.explain.Attribution;
import org.lxt.explain.Explainer;
import org.lxt.explain.Prompt;
import org.lxt.explain.Target;
import org.lxt.report.Explained;
import org.lxt.report.Gamma;
import org.lxt.report.Report;
import org.lxt.report.SeenImage;

/** The lines of a grid in terminals of any width. */
class TerminalGridTest {
    @ParameterizedTest
    @ValueSource(ints = {20, 33, 60, 79, 80, 120})
    void noLineIsWiderThanTheTerminal(int width) {
        Attribution attribution;
        try (Explainer explainer = Explainer.open(Cli.oracleCase("vit-gamma"))) {
            double[] pixels = new Random(3).doubles(3 * 32 * 32, -2, 2).toArray();
            attribution = explainer.explain(Prompt.ofPixels(3, 32, 32, pixels), Target.topLogit());
        }
        Report plain =
                Report.of(List.of(attribution), new SeenImage("cat.jpg", 32, 32, new byte[3 * 32 * 32], "as it is"));
        Explained underGamma = plain.explained().getFirst().with(new Gamma(0.25, 100));
        Report report = new Report(plain.model(), List.of(underGamma), plain.image());
        Screen screen = new Screen(Depth.NONE, width);
        Terminal terminal = screen.terminal();
        new TerminalGrid(terminal, new TerminalImage(terminal, new TerminalOptions(), "an image"))
                .print(new ImageRun.Result(List.of(attribution), report, "attnlrp"));
        List<String> lines = screen.lines();
        assertThat(String.join(" ", lines))
                .contains("strongest", "explained", "0.25")
                .containsPattern("row \\d");
    }
}
