// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lxt.cli.Cli;
import org.lxt.explain.Explainer;
import org.lxt.explain.method.gradient.PathIntegral;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.Attribution;
import org.lxt.report.Report;
import org.lxt.report.json.ReportJson;
import org.lxt.samples.Sample;

/** {@code lxt explain --method}. */
class MethodOptionTest {
    @TempDir
    Path folder;

    @Test
    void theMethodIsThatOfTheLibrary() throws IOException {
        Path json = folder.resolve("why.json");
        Cli.run("explain", "--method", "integrated-gradients(5)", "--quiet", "--json", json, "Lars likes")
                .succeeds();
        Report report = ReportJson.read(json);
        assertThat(report.explained().getFirst().rules()).isEqualTo("integrated-gradients(5, gauss-legendre, zero)");
        try (Sample sample = Sample.decoder();
                Explainer lxt = Explainer.open(sample.folder())) {
            Attribution a = lxt.using(PathIntegral.of(5)).explain(Prompt.of("Lars likes"), Target.topLogit());
            assertThat(report.explained().getFirst().tokens()).isEqualTo(a.tokens());
        }
    }

    @Test
    void aRuleSetIsAMethod() {
        assertThat(Cli.run("explain", "--method", "cp-lrp", "Lars").succeeds().lines())
                .anyMatch(line -> line.startsWith("LlamaForCausalLM, cp-lrp, "));
        assertThat(Cli.run("explain", "--method", "smoothgrad(2, 0.1) of attnlrp", "Lars")
                        .succeeds()
                        .out())
                .contains("smoothgrad(2, 0.1) of attnlrp");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "bogus | there is no method 'bogus'; there are the rule sets attnlrp, cp-lrp, gradient, relp and the methods ",
                "bogus | occlusion, pa-lrp, random, smoothgrad (see ",
                "smoothgrad of bogus | there is no rule set 'bogus'; there are: attnlrp, cp-lrp, gradient, relp",
                "smoothgrad(0) | SmoothGrad needs at least 1 sample, not 0",
                "smoothgrad(1 | there is no method 'smoothgrad(1'; give the name of a rule set, or one of ",
            })
    void whatThereIsNotIsAWrongCall(String method, String sentence) {
        assertThat(Cli.run("explain", "--method", method, "Lars").isCalledWrongly())
                .contains(sentence);
    }

    @Test
    void whatNeedsRulesRefusesOtherMethods() {
        assertThat(Cli.run("explain", "--method", "occlusion", "--rules", "attnlrp", "Lars")
                        .isCalledWrongly())
                .contains("--method METHOD names the rules too");
        Object[] grid = {
            "explain",
            "--model",
            Cli.oracleCase("vit-gamma"),
            "--image",
            Path.of(System.getProperty("lxt.root"), "oracle", "images", "jpeg-420.jpg"),
            "--grid",
            "--method",
            "occlusion"
        };
        assertThat(Cli.run(grid).isRefused()).contains("this needs propagation under a rule set");
    }
}
