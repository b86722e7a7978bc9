// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lxt.cli.Cli;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code lxt evaluate}. */
class EvaluateCommandTest {
    @TempDir
    Path folder;

    @Test
    void aSampleIsEvaluatedOnItsOwnEvidence() {
        Cli run = Cli.run("evaluate", "--first", 8, "--method", "attnlrp,gradient")
                .succeeds();
        assertThat(run.lines().getFirst()).matches("sample decoder: \\d of 8 prompts; means with 95 % intervals");
        assertThat(run.lines()).contains("Evidence: sentence", "Evidence: value");
        assertThat(run.lines()).anyMatch(l -> l.matches("attnlrp +logit( +\\d+\\.\\d+ \\[.*\\]){6}"));
        assertThat(run.lines()).anyMatch(l -> l.matches("gradient +logit +attnlrp +sentence.share +-0\\..*"));
    }

    /** With hops the evidence of the steps is found, and without it is not. */
    @Test
    void hopsFindTheStatementsOfTheSteps() throws IOException {
        Path json = folder.resolve("steps.json");
        Cli.run(
                        "evaluate",
                        "--sample",
                        "steps",
                        "--first",
                        10,
                        "--method",
                        "attnlrp",
                        "--measure",
                        "log-probability",
                        "--hops",
                        "0,2",
                        "--json",
                        json)
                .succeeds();
        JsonNode variants = JsonMapper.shared().readTree(Files.readString(json)).path("variants");
        assertThat(variants.get(0)
                        .path("figures")
                        .path("chain.share-of-all")
                        .path("high")
                        .asDouble())
                .isLessThan(0.05);
        assertThat(variants.get(1)
                        .path("figures")
                        .path("chain.share-of-all")
                        .path("low")
                        .asDouble())
                .isGreaterThan(0.5);
    }

    @Test
    void aRunThatWasKilledGoesOnAndPrintsTheSame() throws IOException {
        Path results = folder.resolve("results.jsonl");
        Object[] args = {"evaluate", "--first", 6, "--results", results};
        String expected = Cli.run(args).succeeds().out();
        byte[] whole = Files.readAllBytes(results);
        Files.write(results, Arrays.copyOf(whole, whole.length / 2));
        assertThat(Cli.run(args).succeeds().out()).isEqualTo(expected);
        assertThat(results).hasBinaryContent(whole);
    }

    @Test
    void everyFormatIsWritten() throws IOException {
        Path csv = folder.resolve("a.csv");
        Path markdown = folder.resolve("a.md");
        Path svg = folder.resolve("a.svg");
        Cli.run("evaluate", "--first", 6, "--csv", csv, "--markdown", markdown, "--svg", svg, "--figure", "value.share")
                .succeeds();
        List<String> lines = Files.readAllLines(csv);
        assertThat(lines.getFirst()).isEqualTo("prompt,method,hops,measure,figure,value");
        assertThat(lines).anyMatch(l -> l.matches("[0-9a-f]{32},attnlrp,0,logit,sentence\\.share,0\\.\\d+"));
        assertThat(Files.readString(markdown)).contains("| method | measure | share |", "|---|---|---|");
        assertThat(Files.readString(svg))
                .startsWith("<svg ")
                .contains(">value.share</text>")
                .endsWith("</svg>\n");
    }

    @Test
    void curvesAreDrawnWhereTheyWereComputed() throws IOException {
        Path svg = folder.resolve("curves.svg");
        Object[] args = {"evaluate", "--first", 2, "--method", "attnlrp", "--svg", svg, "--figure", "curves"};
        assertThat(Cli.run(args).isRefused()).contains("plots what --faithfulness curves computes; give both");
        assertThat(svg).doesNotExist();
        Object[] more = Arrays.copyOf(args, args.length + 2);
        more[args.length] = "--faithfulness";
        more[args.length + 1] = "curves";
        Cli.run(more).succeeds();
        assertThat(Files.readString(svg)).contains("<polyline class=\"morf\"", "<polyline class=\"lerf\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--method|nonsense|nonsense",
                "--measure|logits|there is no measure 'logits'; there are logit",
                "--hops|many|--hops takes whole numbers with commas between them",
                "--explained|last|there are part, answer and first-token",
                "--recall|0|recall is at more than 0 % and up to 100 %",
                "--first|0|--first must be 1 or more, not 0",
                "--evidence|/no/such/file|does not exist; 'lxt evaluate generate' makes such files",
                "--method|,|there is no method to evaluate",
                "--faithfulness|curve|there are curves, probability, subsets",
                "--removal|noise|there are zero, mean, mask, delete",
                "--steps|0|parts are taken away in 1 to 10000 steps",
                "--figure|x|--figure names what is plotted; give --svg FILE with it",
            })
    void wrongUsesAreRefusedInASentence(String option, String value, String sentence) {
        assertThat(Cli.run("evaluate", option, value).isRefused()).contains(sentence);
    }

    @Test
    void aCheckpointNeedsAFileOfPrompts() {
        assertThat(Cli.run("evaluate", "--model", Cli.oracleCase("llama-cp-lrp"))
                        .isCalledWrongly())
                .contains("name the prompts whose evidence is known with --evidence FILE");
    }

    @Test
    void promptsAreMadeAndEvaluated() throws IOException {
        Path prompts = folder.resolve("needles.jsonl");
        assertThat(Cli.run("evaluate", "generate", "needle", "--count", 2, "--sentences", 1, "--out", prompts)
                        .succeeds()
                        .out())
                .startsWith("2 prompts written to");
        assertThat(Files.readAllLines(prompts)).hasSize(2);
        assertThat(Cli.run("evaluate", "--evidence", prompts).fails())
                .contains("the model answers none of the 2 prompts");
        Cli.run("evaluate", "--evidence", prompts, "--all-prompts").succeeds();
        assertThat(Cli.run("evaluate", "generate", "hay").isRefused()).contains("there are needle and variables");
    }

    @Test
    void sanityChecksArePrintedAndWritten() throws IOException {
        Path json = folder.resolve("sanity.json");
        Cli run = Cli.run("evaluate", "sanity", "--first", 2, "--method", "attnlrp,gradient", "--json", json)
                .succeeds();
        assertThat(run.lines().getFirst()).isEqualTo("sample decoder: 2 prompts");
        assertThat(run.lines()).anyMatch(l -> l.matches("attnlrp +layer 2( +-?\\d\\.\\d+ \\[.*\\]){2}"));
        assertThat(run.lines()).anyMatch(l -> l.matches("gradient +scalar-f64 +\\d\\.\\de-\\d+ +\\d"));
        JsonNode root = JsonMapper.shared().readTree(Files.readString(json));
        assertThat(root.path("randomised").size()).isEqualTo(12);
        assertThat(root.path("randomised").get(0).path("down_to").asString()).isEqualTo("head");
        assertThat(root.path("randomised").get(0).path("signed").path("mean").asDouble())
                .isBetween(0.9, 1.0);
        assertThat(root.path("sameness").size()).isEqualTo(10);
    }

    /** What is stored in blocks of few bits is drawn anew like anything else: each part changes the explanation further. */
    @ParameterizedTest
    @CsvSource({"gpt_oss-mxfp4, 4", "llama-gguf-gqa-untied, 5"})
    void parametersInBlocksAreDrawnAnew(String model, int parts) throws IOException {
        Path evidence = folder.resolve("ids.jsonl");
        Files.writeString(
                evidence, "{\"ids\": [30, 54, 67, 75, 48, 23, 20, 65, 9, 73], \"evidence\": {\"some\": [2, 4]}}\n");
        Path json = folder.resolve("sanity.json");
        Path cases = Path.of(System.getProperty("lxt.root"), "oracle", "cases");
        Cli.run(
                        "evaluate",
                        "sanity",
                        "--model",
                        cases.resolve(model),
                        "--evidence",
                        evidence,
                        "--method",
                        "attnlrp",
                        "--json",
                        json)
                .succeeds();
        JsonNode randomised =
                JsonMapper.shared().readTree(Files.readString(json)).path("randomised");
        assertThat(randomised.size()).isEqualTo(parts);
        List<Double> likeness = randomised
                .valueStream()
                .map(r -> r.path("signed").path("mean").asDouble())
                .toList();
        assertThat(likeness).doesNotHaveDuplicates().allMatch(mean -> mean < 0.99);
    }

    @Test
    void sanityChecksNeedAMethodThatThereIs() {
        assertThat(Cli.run("evaluate", "sanity", "--method", "nonsense").err()).contains("nonsense");
        assertThat(Cli.run("evaluate", "sanity", "--method", ",").err()).contains("--method names no method");
    }
}
