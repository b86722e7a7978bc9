// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lxt.cli.Cli;

/** {@code lxt verify}. */
class VerifyCommandTest {
    @Test
    void aSampleIsVerifiedInALine() {
        assertThat(Cli.run("verify").succeeds().lines())
                .singleElement()
                .asString()
                .matches("sample decoder, family llama: \\d+ checks of rules, ledger and gradient, all hold");
    }

    @Test
    void allIsToldInFull() {
        Cli run = Cli.run("verify", "--model", Cli.oracleCase("gemma3-logit-softcap"), "--full")
                .succeeds();
        assertThat(run.lines()).anyMatch(l -> l.matches("ok +attnlrp: rules: .* derivative at lm_head.softcap"));
        assertThat(run.lines()).anyMatch(l -> l.matches("ok +cp-lrp: ledger: .* of the turnover is missing"));
        assertThat(run.lines()).anyMatch(l -> l.startsWith("ok    gradient: finite differences: differ by "));
    }

    @Test
    void aMissingCheckpointIsRefused() {
        assertThat(Cli.run("verify", "--model", "/no/such").isCalledWrongly()).contains("does not exist");
    }
}
