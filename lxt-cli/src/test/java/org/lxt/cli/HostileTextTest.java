// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.report.terminal.TerminalText;

/** Text from prompts and files must not steer the terminal: clear it, colour it, or type into it. */
class HostileTextTest {
    /** Everything that starts a sequence or moves the cursor, but for the line ends that the command itself prints. */
    private static final String STEERING = "[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f\\u200e\\u202a-\\u202e\\u2066-\\u2069]";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"\u001b[2J", "\u001b]0;title\u0007", "\u009b31m", "\r", "\b", "\u0000", "\u007f", "\u202e"})
    void aPromptIsShownWithoutItsControlCharacters(String sequence) {
        Cli run = Cli.run("explain", sequence + "Lars" + sequence).succeeds();
        assertThat(run.out()).contains("\"ars\"").doesNotContainPattern(STEERING);
    }

    @Test
    void aLineEndInATokenIsShownAsAMark() {
        Cli run = Cli.run("explain", "Lars\nlikes").succeeds();
        assertThat(run.out()).contains("\"\\n\"");
    }

    @Test
    void theNameOfAnArchitectureIsNotTrusted() throws IOException {
        Path model = Cli.copy(Cli.oracleCase("llama-cp-lrp"), folder);
        Path config = model.resolve("config.json");
        String text = Files.readString(config);
        assertThat(text).contains("\"LlamaForCausalLM\"");
        Files.writeString(config, text.replace("\"LlamaForCausalLM\"", "\"\\u001b[2JFake\", \"LlamaForCausalLM\""));
        Path ids = Files.writeString(folder.resolve("ids"), "1 2 3");
        Cli run = Cli.run("explain", "--model", model, "--ids", ids).succeeds();
        assertThat(run.out()).startsWith("\\u001b[2JFake, ").doesNotContainPattern(STEERING);
    }

    @Test
    void theNameOfACaseIsNotTrusted() {
        Cli run = Cli.run("check", folder.resolve("\u001b[2Jcase"));
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("\\u001b[2Jcase").contains("FAIL").doesNotContainPattern(STEERING);
    }

    @Test
    void ordinaryTextOfAnyLanguageIsLeftAsItIs() {
        String text = "Bohnen \u8c46 \u0641\u0648\u0644 \ud83c\udf3d \u00fc";
        assertThat(TerminalText.visible(text)).isEqualTo(text);
        assertThat(TerminalText.visible("a\ud800b")).isEqualTo("a\\ud800b");
    }
}
