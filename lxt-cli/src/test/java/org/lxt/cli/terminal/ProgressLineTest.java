// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lxt.explain.Explainer;
import org.lxt.explain.request.Progress.Phase;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;
import org.lxt.samples.Sample;

class ProgressLineTest {
    @Test
    void aShortPhaseShowsNothing() {
        StringWriter err = new StringWriter();
        try (ProgressLine line = ProgressLine.on(new PrintWriter(err))) {
            line.at(Phase.LOAD, 0, 1);
            line.at(Phase.LOAD, 1, 1);
        }
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void aLongPhaseIsShownAndErased() throws InterruptedException {
        StringWriter err = new StringWriter();
        try (ProgressLine line = ProgressLine.on(new PrintWriter(err))) {
            line.at(Phase.FORWARD, 0, 1);
            Thread.sleep(1600);
        }
        assertThat(err.toString()).contains("\r\u001b[Kforward pass, 1 s").endsWith("\r\u001b[K");
    }

    @Test
    void stepsAreABar() {
        try (ProgressLine line = ProgressLine.hidden()) {
            line.at(Phase.GENERATE, 5, 20);
            line.work("3 of 9 prompts done");
            assertThat(line.line(2)).isEqualTo("3 of 9 prompts done, generating [######                  ] 5/20, 2 s");
        }
    }

    @Test
    void theOneNamedLastIsShown() {
        try (ProgressLine line = ProgressLine.hidden()) {
            line.doing("writing reports");
            assertThat(line.line(2)).isEqualTo("writing reports, 2 s");
        }
    }

    @Test
    void bothPassesTellOfEveryLayer() {
        Map<Phase, List<Integer>> steps = new TreeMap<>();
        try (Sample sample = Sample.decoder();
                Explainer explainer = Explainer.builder(sample.folder())
                        .progress((phase, done, total) -> {
                            steps.computeIfAbsent(phase, _ -> new ArrayList<>()).add(done);
                            assertThat(total).isEqualTo(phase == Phase.LOAD ? 1 : 5);
                        })
                        .open()) {
            explainer.explain(Prompt.of("Lars likes"), Target.topLogit());
        }
        assertThat(steps)
                .containsEntry(Phase.LOAD, List.of(0, 1))
                .containsEntry(Phase.FORWARD, List.of(0, 1, 2, 3, 4, 5))
                .containsEntry(Phase.BACKWARD, List.of(0, 1, 2, 3, 4, 5));
    }

    @ParameterizedTest
    @CsvSource({"/dev/pts/3, true", "/dev/tty1, true", "/dev/null, false", "pipe:[12], false", "/tmp/log, false"})
    void aTerminalIsKnownByItsName(String device, boolean terminal) {
        assertThat(ErrorTerminal.isTerminal(device)).isEqualTo(terminal);
    }
}
