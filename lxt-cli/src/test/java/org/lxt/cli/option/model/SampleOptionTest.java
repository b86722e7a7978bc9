// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.option.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.lxt.cli.Cli;

/** {@code --sample NAME}, wherever a model is named. */
class SampleOptionTest {
    @Test
    void stepsExplainsTheValueThatItsStepsEndIn() {
        Cli run = Cli.run("explain", "--sample", "steps", "--backend", "scalar").succeeds();
        assertThat(run.out())
                .containsPattern("explained {2}\"40\" \\(id \\d+\\) after token \\d+: logit \\d")
                .contains("nothing");
    }

    @Test
    void stepsWritesItsStepsWhereItGenerates() {
        String out = Cli.run("explain", "--sample", "steps", "--generate", 20, "--backend", "scalar")
                .succeeds()
                .out();
        // b =, k =, d =, 40, ., So, 40, .
        assertThat(out.lines().filter(l -> l.startsWith("explained "))).hasSize(8);
        assertThat(out).contains("explained  \"b =\"", "explained  \"k =\"", "explained  \"So\"");
    }

    @Test
    void decoderIsTheUsualOne() {
        String named = Cli.run("inspect", "--sample", "decoder").succeeds().out();
        assertThat(named).isEqualTo(Cli.run("inspect").succeeds().out()).contains("sample decoder");
        assertThat(Cli.run("inspect", "--sample", "steps").succeeds().out())
                .contains("sample steps", "3 layers, hidden size 128");
        assertThat(Cli.run("bench", "--sample", "steps", "--tokens", 4, "--repeats", 1)
                        .succeeds()
                        .lines())
                .hasSize(2);
    }

    @Test
    void anotherNameAndTwoModelsAreRefused() {
        assertThat(Cli.run("explain", "--sample", "stairs").isCalledWrongly())
                .contains("there is no sample 'stairs'; there are decoder and steps");
        for (String command : new String[] {"explain", "inspect", "bench"}) {
            assertThat(Cli.run(command, "--sample", "steps", "--model", Cli.oracleCase("llama-cp-lrp"))
                            .isCalledWrongly())
                    .contains("--model DIR and --sample NAME both name the model; leave one out");
        }
        assertThat(Cli.run("explain", "--sample", "steps", "--image", "a.png").isCalledWrongly())
                .contains("the sample models read text");
    }
}
