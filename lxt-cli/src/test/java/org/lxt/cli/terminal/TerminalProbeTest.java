// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How wide the terminal is. */
class TerminalProbeTest {
    private static final TerminalProbe NARROW = new TerminalProbe(true, OptionalInt.of(57));
    private static final TerminalProbe UNKNOWN = new TerminalProbe(false, OptionalInt.empty());

    @Test
    void theVariableComesFirstThenTheTerminalThenEighty() {
        assertThat(NARROW.width(Map.of("COLUMNS", "120"))).isEqualTo(120);
        assertThat(NARROW.width(Map.of())).isEqualTo(57);
        assertThat(UNKNOWN.width(Map.of())).isEqualTo(80);
        assertThat(UNKNOWN.width(Map.of("COLUMNS", "40"))).isEqualTo(40);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-5", "wide", "1e3", "99999999999999", "4.5"})
    void aVariableThatIsNoWidthIsPassedOver(String columns) {
        assertThat(NARROW.width(Map.of("COLUMNS", columns))).isEqualTo(57);
    }

    @ParameterizedTest
    @CsvSource({"1, 20", "19, 20", "20, 20", "999999999, 10000"})
    void thereAreLimitsToWhatCanBeLaidOut(String columns, int width) {
        assertThat(UNKNOWN.width(Map.of("COLUMNS", columns))).isEqualTo(width);
    }

    @ParameterizedTest
    @CsvSource({"24 80, 80", "'24 80\n', 80"})
    void theAnswerOfTheTerminalIsRead(String answer, int columns) {
        assertThat(TerminalProbe.parse(answer)).hasValue(columns);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "0 0", "stty: standard input: Inappropriate ioctl for device", "sh: 1: stty: not found"})
    void anotherAnswerIsNone(String answer) {
        assertThat(TerminalProbe.parse(answer)).isEmpty();
    }

    @Test
    void thePipeOfATestIsNoTerminal() {
        assertThat(TerminalProbe.run().isTerminal()).isFalse();
    }
}
