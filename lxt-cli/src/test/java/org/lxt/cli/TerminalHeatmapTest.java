package org.lxt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lxt.explain.Attribution;
import org.lxt.explain.Explainer;
import org.lxt.explain.Prompt;
import org.lxt.explain.Target;
import org.lxt.samples.Sample;

/** The coloured text of an explanation, as a colour terminal gets it. */
class TerminalHeatmapTest {
    /** What {@link TerminalColors} writes. */
    private static final String PAINT = "\u001b\\[(0|(97|30);48;5;\\d+)m";

    @Test
    void theWholePromptIsThereBelowItsColours() {
        try (Sample sample = Sample.decoder()) {
            String printed = print(sample, sample.prompt(), TerminalColors.PALETTE);
            String plain = printed.replaceAll(PAINT, "");
            // line ends are shown by a mark before they break the line
            assertThat(plain).contains("<|begin_of_text|>" + sample.prompt().replace("\n", "\u21b5\n") + "\n");
            assertThat(plain).doesNotContain("\u001b");
        }
    }

    @Test
    void theEvidenceIsTheStrongestRed() {
        try (Sample sample = Sample.decoder()) {
            String printed = print(sample, sample.prompt(), TerminalColors.PALETTE);
            assertThat(printed).contains("\u001b[97;48;5;124m beans\u001b[0m");
        }
    }

    @Test
    void theTextItselfCannotPaint() {
        try (Sample sample = Sample.decoder()) {
            String printed = print(sample, "Lars\u001b[31m\r likes\u0007", TerminalColors.PALETTE);
            assertThat(printed.replaceAll(PAINT, ""))
                    .contains("\\u001b[31m\\u000d likes\\u0007")
                    .doesNotContain("\u001b", "\r", "\u0007");
        }
    }

    @Test
    void withoutColoursThereIsNoTextToPaint() {
        try (Sample sample = Sample.decoder()) {
            assertThat(print(sample, sample.prompt(), TerminalColors.NONE))
                    .doesNotContain("\u001b")
                    .doesNotContain("Farah Novak likes beans.");
        }
    }

    private static String print(Sample sample, String prompt, TerminalColors colors) {
        StringWriter out = new StringWriter();
        try (Explainer explainer = Explainer.open(sample.folder())) {
            List<Attribution> all = List.of(explainer.explain(Prompt.of(prompt), Target.topLogit()));
            PrintWriter writer = new PrintWriter(out);
            all.forEach(new TerminalHeatmap(writer, colors)::print);
            writer.flush();
        }
        return out.toString();
    }
}
