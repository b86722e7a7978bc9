package org.lxt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lxt.report.Report;
import org.lxt.report.json.ReportJson;

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
                "{ | line 2 is not valid JSON",
                "[1] | line 2 is no object with a text as its \"prompt\"",
                "{\"prompt\": 3} | line 2 is no object with a text as its \"prompt\"",
                "{\"prompt\": \"a\", \"targets\": 3} | line 2 has a field \"targets\"; known are prompt, target",
                "{\"prompt\": \"a\", \"position\": 1.5} | line 2 has a \"position\" that is no whole number",
                "{\"prompt\": \"a\", \"target\": {}} | line 2 has a token that is neither a text nor a number",
                "{\"prompt\": \"a\", \"position\": 70} | line 2: position 70 is outside the prompt",
                "{\"prompt\": \"\"} | line 2: the prompt is empty",
                "{\"prompt\": \"a\", \"target\": \"no such token\"} | line 2: the target 'no such token' is ",
            })
    void aWrongLineIsNamedAndNoFileAppears(String line, String sentence) throws IOException {
        Path file = Files.writeString(folder.resolve("p.jsonl"), "{\"prompt\": \"Lars likes\"}\n" + line + "\n");
        Path out = folder.resolve("out.jsonl");
        assertThat(Cli.run("explain", "--prompts", file, "--json", out).isRefused())
                .contains(sentence);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
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
        assertThat(Cli.run("explain", "--prompts", file).isRefused()).endsWith("holds no prompt; give one a line");
    }
}
