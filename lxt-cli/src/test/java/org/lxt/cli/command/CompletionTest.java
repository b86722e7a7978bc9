// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.lxt.cli.Cli;

class CompletionTest {
    static boolean bashIsThere() {
        return Files.isExecutable(Path.of("/bin/bash"));
    }

    @Test
    void whatIsOfferedForAnOptionIsWhatItTakes() {
        assertThat(Cli.run("completion", "bash").succeeds().out())
                .contains("(\"attnlrp\" \"cp-lrp\" \"relp\" \"gradient\")")
                .contains("(\"auto\" \"always\" \"never\")")
                .contains("(\"heatmap\" \"overlay\" \"side-by-side\")")
                .contains("\"vector\" \"scalar\" \"scalar-f64\")");
    }

    @Test
    @EnabledIf("bashIsThere")
    void bashTakesTheScriptAndCompletesWithIt(@TempDir Path folder) throws Exception {
        Path script = Files.writeString(
                folder.resolve("lxt-completion"),
                Cli.run("completion", "bash").succeeds().out());
        String commands = "source '" + script + "' && complete -p lxt && COMP_WORDS=(lxt explain --contr) COMP_CWORD=2"
                + " && _complete_lxt lxt --contr explain; echo \"${COMPREPLY[@]}\"";
        Process bash = new ProcessBuilder("/bin/bash", "--norc", "-c", commands)
                .redirectErrorStream(true)
                .start();
        String out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(bash.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(out).contains("-F _complete_lxt lxt").contains("--contrast");
    }

    @Test
    void anotherShellIsRefused() {
        assertThat(Cli.run("completion", "fish").isCalledWrongly()).contains("fish");
        assertThat(Cli.run("completion").isCalledWrongly()).contains("SHELL");
    }
}
