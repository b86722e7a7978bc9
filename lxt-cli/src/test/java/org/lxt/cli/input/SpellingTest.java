// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lxt.cli.Cli;

/** What a mistyped word was meant to be. */
class SpellingTest {
    private static final List<String> WORDS =
            List.of("--html", "--json", "--top", "--all", "--prompt-file", "--prompts");

    @ParameterizedTest
    @CsvSource({
        "--hmtl, --html",
        "--htlm, --html",
        "--htm, --html",
        "--htmll, --html",
        "-html, --html",
        "--jsn, --json",
        "--promptfile, --prompt-file",
        "--prompt, --prompts",
        "--al, --all"
    })
    void aLetterWrongIsForgiven(String mistyped, String word) {
        assertThat(Spelling.nearest(mistyped, WORDS)).contains(word);
    }

    @ParameterizedTest
    @CsvSource({"--zzz", "--x", "--colour", "html.html"})
    void whatIsLikeNoneIsNone(String mistyped) {
        assertThat(Spelling.nearest(mistyped, WORDS)).isEmpty();
    }

    @Test
    void mistypedOptionsAndCommandsGetTheSameHelp() {
        assertThat(Cli.run("explain", "--hmtl", "why.html").isCalledWrongly())
                .isEqualTo("lxt: there is no option '--hmtl'; did you mean '--html'? (see 'lxt explain --help')");
        assertThat(Cli.run("explain", "--hmtl=why.html").isCalledWrongly())
                .startsWith("lxt: there is no option '--hmtl'; did you mean '--html'?");
        assertThat(Cli.run("explain", "Lars likes", "--contarst", "5").isCalledWrongly())
                .contains("did you mean '--contrast'?");
        assertThat(Cli.run("explain", "-html", "why.html").isCalledWrongly()).contains("did you mean '--html'?");
        assertThat(Cli.run("explain", "- one item").isCalledWrongly())
                .contains("a prompt that begins with a dash goes last, after --");
        assertThat(Cli.run("bnech").isCalledWrongly()).contains("did you mean 'bench'?");
        assertThat(Cli.run("bench", "--token", 3).isCalledWrongly()).contains("did you mean '--tokens'?");
    }
}
