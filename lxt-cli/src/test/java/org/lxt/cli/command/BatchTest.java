// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lxt.cli.Cli;
import org.lxt.report.Explained;
import org.lxt.report.Report;
import org.lxt.report.json.ReportJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code lxt explain --prompts}. */
class BatchTest {
    @TempDir
    Path folder;

    @Test
    void aLineIsAPromptAndGivesALineThatIsTheExplanationOfThatPromptAlone() throws IOException {
        Path file = Files.writeString(folder.resolve("p.txt"), "Lars likes\n\nFarah Novak likes\r\n");
        List<String> lines = Cli.run("explain", "--prompts", file).succeeds().lines();
        assertThat(lines).hasSize(2);
        Path alone = folder.resolve("alone.json");
        Cli.run("explain", "--quiet", "--json", alone, "Farah Novak likes").succeeds();
        Report second = ReportJson.parse(lines.get(1));
        Report expected = ReportJson.read(alone);
        assertThat(second.explained().getFirst().prompt()).isEqualTo("Farah Novak likes");
        assertThat(second.explained().getFirst().target().id())
                .isEqualTo(expected.explained().getFirst().target().id());
        for (int i = 0; i < expected.explained().getFirst().tokens().size(); i++) {
            assertThat(second.explained().getFirst().tokens().get(i).relevance())
                    .isCloseTo(
                            expected.explained().getFirst().tokens().get(i).relevance(),
                            org.assertj.core.api.Assertions.within(1e-4));
        }
    }

    @Test
    void anObjectNamesItsTargets() throws IOException {
        Path file = Files.writeString(folder.resolve("p.jsonl"), """
                {"prompt": "Lars likes", "target": [" beans", 8], "contrast": " bread", "position": 1}
                {"prompt": "Farah"}
                """);
        Path out = folder.resolve("out.jsonl");
        Cli.run("explain", "--prompts", file, "--json", out).succeeds();
        List<String> lines = Files.readAllLines(out);
        Report first = ReportJson.parse(lines.get(0));
        assertThat(first.explained()).extracting(e -> e.target().text()).first().isEqualTo(" beans");
        assertThat(first.explained()).extracting(e -> e.target().id()).last().isEqualTo(8);
        assertThat(first.explained()).allMatch(e -> e.position() == 1 && e.contrast() != null);
        assertThat(ReportJson.parse(lines.get(1)).explained().getFirst().contrast())
                .isNull();
    }

    /** More prompts than fit into a chunk. */
    @Test
    void manyPromptsKeepTheirOrder() throws IOException {
        List<String> prompts = Stream.iterate(1, i -> i + 1)
                .limit(40)
                .map(i -> "Lars likes " + i)
                .toList();
        Path file = Files.write(folder.resolve("p.txt"), prompts);
        List<String> lines = Cli.run("explain", "--prompts", file).succeeds().lines();
        assertThat(lines)
                .extracting(
                        line -> ReportJson.parse(line).explained().getFirst().prompt())
                .isEqualTo(prompts);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ | line 2: this is not valid JSON at column ",
                "{\"prompt\": \"a\", \"prompt\": \"b\"} | line 2: this is not valid JSON at column ",
                "[1] | line 2: this is not an object with a text as its \"prompt\"",
                "{\"prompt\": 3} | line 2: this is not an object with a text as its \"prompt\"",
                "{\"prompt\": \"a\", \"targets\": 3} | line 2: there is no field \"targets\"; there are prompt, target,",
                "{\"prompt\": \"a\", \"position\": 1.5} | line 2: the \"position\" is not a whole number",
                "{\"prompt\": \"a\", \"target\": {}} | line 2: a token is neither a text nor a number",
                "{\"prompt\": \"a\", \"position\": 70} | line 2: position 70 is outside the prompt",
                "{\"prompt\": \"\"} | line 2: the prompt is empty",
                "{\"prompt\": \"a\", \"target\": \"no such token\"} | line 2: the target 'no such token' is ",
                "{\"prompt\": \"a\", \"target\": 2048} | line 2: target 2048 is outside the model's vocabulary",
                "{\"prompt\": \"a\", \"contrast\": -1} | line 2: target -1 is outside the model's vocabulary",
                "{\"prompt\": \"a\", \"target\": 5, \"contrast\": 5} | line 2: the target token 5 cannot be contrasted",
            })
    void aWrongLineIsFoundBeforeAnythingIsComputed(String line, String sentence) throws IOException {
        Path file = Files.writeString(
                folder.resolve("p.jsonl"), "{\"prompt\": \"Lars likes\"}\n" + line + "\n{\"prompt\": \"Farah\"}\n");
        Path out = Files.writeString(folder.resolve("out.jsonl"), "older");
        assertThat(Cli.run("explain", "--prompts", file, "--json", out).isRefused())
                .contains(sentence)
                .endsWith("; nothing was computed, --keep-going explains the other lines");
        assertThat(out).hasContent("older");

        Cli run = Cli.run("explain", "--prompts", file, "--json", out, "--keep-going");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo(
                        "lxt: 1 of 3 prompts could not be explained; why is said in " + out + System.lineSeparator());
        List<String> lines = Files.readAllLines(out);
        assertThat(lines).hasSize(3);
        assertThat(explained(lines.get(0)).prompt()).isEqualTo("Lars likes");
        assertThat(explained(lines.get(2)).prompt()).isEqualTo("Farah");
        JsonNode error = JsonMapper.shared().readTree(lines.get(1));
        assertThat(error.propertyNames()).containsExactly("format", "version", "line", "error");
        assertThat(error.path("line").asInt()).isEqualTo(2);
        assertThat("line 2: " + error.path("error").asString()).contains(sentence);
        assertThatThrownBy(() -> ReportJson.parse(lines.get(1)))
                .hasMessage("the text holds no attribution, but why there is none: "
                        + error.path("error").asString());
    }

    @Test
    void aLineTooLongForTheModelIsFoundBeforehandToo() throws IOException {
        Path file = Files.writeString(folder.resolve("p.txt"), "Lars likes\n" + "beans ".repeat(600) + "\n");
        assertThat(Cli.run("explain", "--prompts", file).isRefused())
                .contains("line 2: the prompt has ", "the model was made for at most 512");
    }

    @Test
    void aLineThatIsNoTextIsWrongByItself() throws IOException {
        Path file = Files.write(folder.resolve("p.txt"), new byte[] {'a', '\n', (byte) 0xff, '\n', 'b', '\n'});
        assertThat(Cli.run("explain", "--prompts", file).isRefused()).contains("line 2: this is not text in UTF-8");
        Cli run = Cli.run("explain", "--prompts", file, "--keep-going");
        assertThat(run.lines()).hasSize(3);
        assertThat(run.lines().get(1)).contains("\"line\":2,\"error\":\"this is not text in UTF-8; convert it first\"");
    }

    @Test
    void theFirstWrongLineIsNamedAndTheOthersAreCounted() throws IOException {
        List<String> prompts = new ArrayList<>(Collections.nCopies(200, "{\"prompt\": \"Lars likes\"}"));
        prompts.set(150, "{\"prompt\": \"Lars\", \"target\": \"beens\"}");
        prompts.set(170, "{");
        prompts.set(180, "3");
        Path file = Files.write(folder.resolve("p.jsonl"), prompts);
        assertThat(Cli.run("explain", "--prompts", file).isRefused())
                .contains(file + ", line 151: the target 'beens' is ")
                .contains("; 2 more lines are wrong; nothing was computed");
    }

    /** That a model would answer what its answer is to be compared with is known when it has answered. */
    @Test
    void whatOnlyComputingShowsEndsTheRunAndLeavesWhatWasDone() throws IOException {
        Path file = Files.writeString(folder.resolve("p.jsonl"), """
                {"prompt": "Lars"}
                {"prompt": "Farah"}
                {"prompt": "Lars likes", "contrast": " noodles"}
                {"prompt": "plums"}
                """);
        Path out = folder.resolve("out.jsonl");
        assertThat(Cli.run("explain", "--prompts", file, "--json", out).isRefused())
                .contains(file
                        + ", line 3: the target token 814 cannot be contrasted with itself; the 2 results before it")
                .endsWith(" are in " + out + ", --keep-going explains the lines after it, too");
        assertThat(Files.readAllLines(out))
                .extracting(line -> explained(line).prompt())
                .containsExactly("Lars", "Farah");

        Cli run = Cli.run("explain", "--prompts", file, "--keep-going");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).contains("1 of 4 prompts could not be explained; why is said on standard output");
        assertThat(run.lines()).hasSize(4);
        assertThat(run.lines().get(2)).contains("\"line\":3,\"error\":\"the target token 814 cannot be contrasted");
        assertThat(explained(run.lines().get(3)).prompt()).isEqualTo("plums");
    }

    @Test
    void anOutputIsNamedForAllPrompts() throws IOException {
        Path file = Files.writeString(folder.resolve("p.txt"), "[1, 2]\n");
        assertThat(Cli.run("explain", "--prompts", file, "--output", "end_logits")
                        .isRefused())
                .contains("line 1: the model has no output 'end_logits'");
        assertThat(Cli.run("explain", "--prompts", file, "--similar-to", "x").isCalledWrongly())
                .contains("--similar-to TEXT compares one prompt with a text");
        assertThat(Cli.run("explain", "--keep-going", "Lars").isCalledWrongly())
                .contains("--keep-going is about the lines of --prompts FILE");
    }

    private static Explained explained(String line) {
        return ReportJson.parse(line).explained().getFirst();
    }

    @Test
    void whatCannotGoTogetherIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("p.txt"), "Lars likes");
        assertThat(Cli.run("explain", "--prompts", file, "Lars").isCalledWrongly())
                .contains("give no other prompt");
        assertThat(Cli.run("explain", "--prompts", file, "--csv", folder.resolve("x.csv"))
                        .isCalledWrongly())
                .contains("lines of JSON");
        assertThat(Cli.run("explain", "--quiet").isCalledWrongly()).contains("--quiet");
        Files.write(file, Collections.nCopies(3, " "));
        assertThat(Cli.run("explain", "--prompts", file).isRefused()).endsWith("holds no prompt; give one per line");
    }
}
