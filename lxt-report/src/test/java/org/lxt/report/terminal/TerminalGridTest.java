// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.report.Gamma;
import org.lxt.report.ImageReports;
import org.lxt.report.Report;
import org.lxt.report.terminal.TerminalColors.Depth;

/** The lines of a grid in terminals of any width. */
class TerminalGridTest {
    @ParameterizedTest
    @ValueSource(ints = {20, 33, 60, 79, 80, 120})
    void noLineIsWiderThanTheTerminal(int width) {
        Report report = ImageReports.grid(new Gamma(0.25, 100), new Gamma(0.25, 0));
        Screen screen = new Screen(Depth.NONE, width);
        new TerminalGrid(screen.terminal(), report).print();
        List<String> lines = screen.lines();
        assertThat(String.join(" ", lines))
                .contains("strongest", "explained", "0.25")
                .containsPattern("row \\d");
    }
}
