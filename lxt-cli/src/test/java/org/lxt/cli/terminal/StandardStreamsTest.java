// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.cli.Cli;
import org.lxt.report.Explained;
import org.lxt.report.Report;
import org.lxt.report.json.ReportJson;

/** {@code -} in the place of a file is standard input or standard output, and never a file of that name. */
class StandardStreamsTest {
    private static final Path DASH = Path.of("-");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"--json, {", "--html, <!DOCTYPE html>", "--csv, \"target_index", "--pdf, %PDF-"})
    void aReportOnStandardOutputIsThatReportAlone(String option, String begin) throws IOException {
        Path file = folder.resolve("report");
        Cli.run("explain", "--quiet", option, file, "Lars likes").succeeds();
        Cli run = Cli.run("explain", option, "-", "Lars likes").succeeds();
        assertThat(run.out()).startsWith(begin).doesNotContain("written to", "the most relevant");
        assertThat(run.out().length()).isBetween((int) (Files.size(file) * 0.8), (int) (Files.size(file) * 1.2));
        assertThat(DASH).doesNotExist();
    }

    @Test
    void aPictureOnStandardOutputIsWhole() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Cli.run(out, "explain", "--png", "-", "Lars likes").succeeds();
        assertThat(ImageIO.read(new ByteArrayInputStream(out.toByteArray())).getWidth())
                .isGreaterThan(100);
        assertThat(Cli.run("explain", "--png", "-", "--target", "5", "--target", "6")
                        .isCalledWrongly())
                .contains("standard output takes one picture");
        assertThat(Cli.run("explain", "--png", "-", "--generate", "2").isCalledWrongly())
                .contains("standard output takes one picture");
    }

    @Test
    void whereFilesAreWrittenIsToldBesideAReportOnStandardOutput() {
        Path csv = folder.resolve("why.csv");
        Cli run = Cli.run("explain", "--json", "-", "--csv", csv, "Lars likes");
        assertThat(run.code()).isZero();
        assertThat(ReportJson.parse(run.out()).explained()).hasSize(1);
        assertThat(run.err()).isEqualTo("written to " + csv + System.lineSeparator());
        assertThat(csv).exists();
    }

    @Test
    void standardOutputTakesOneReport() {
        assertThat(Cli.run("explain", "--json", "-", "--html", "-").isCalledWrongly())
                .contains("only one report can go to standard output; name files for the others");
    }

    @Test
    void manyPromptsGoToStandardOutput() throws IOException {
        Path file = Files.writeString(folder.resolve("p.txt"), "Lars likes\nFarah\n");
        List<String> lines =
                Cli.run("explain", "--prompts", file, "--json", "-").succeeds().lines();
        assertThat(lines)
                .hasSize(2)
                .allSatisfy(line -> assertThat(ReportJson.parse(line)).isNotNull());
        assertThat(DASH).doesNotExist();
    }

    @Test
    void manyPromptsComeFromStandardInput() {
        List<String> text = Cli.reading("Lars likes\nFarah\n", "explain", "--prompts", "-")
                .succeeds()
                .lines();
        List<String> objects = Cli.reading(
                        "\n{\"prompt\": \"Lars likes\"}\n{\"prompt\": \"Farah\", \"target\": 5}\n",
                        "explain",
                        "--prompts",
                        "-")
                .succeeds()
                .lines();
        assertThat(prompts(text)).containsExactly("Lars likes", "Farah");
        assertThat(prompts(objects)).containsExactly("Lars likes", "Farah");
        assertThat(explained(objects.get(1)).target().id()).isEqualTo(5);
        assertThat(Cli.reading("Lars\n{", "explain", "--prompts", "-", "--position", "9")
                        .isRefused())
                .contains("standard input, line 1: position 9 is outside");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Lars likes\n", "Lars likes\r\n", "Lars likes"})
    void oneLineEndIsNotPartOfThePrompt(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("p.txt"), text);
        String plain = json("Lars likes");
        assertThat(plain).contains("\"Lars likes\"");
        assertThat(withoutTimes(Cli.reading(text, "explain", "--json", "-", "-").succeeds()))
                .isEqualTo(plain);
        assertThat(withoutTimes(Cli.reading(text, "explain", "--json", "-", "--prompt-file", "-")
                        .succeeds()))
                .isEqualTo(plain);
        assertThat(withoutTimes(
                        Cli.run("explain", "--json", "-", "--prompt-file", file).succeeds()))
                .isEqualTo(plain);
    }

    @Test
    void aSecondLineEndIsPartOfThePromptAndAnOptionKeepsTheFirst() {
        String kept = json("Lars likes\n");
        assertThat(kept).isNotEqualTo(json("Lars likes"));
        assertThat(withoutTimes(Cli.reading("Lars likes\n\n", "explain", "--json", "-", "-")
                        .succeeds()))
                .isEqualTo(kept);
        assertThat(withoutTimes(Cli.reading("Lars likes\n", "explain", "--json", "-", "-", "--keep-line-end")
                        .succeeds()))
                .isEqualTo(kept);
        assertThat(Cli.reading("\n", "explain", "-").isRefused()).contains("the prompt is empty");
        assertThat(Cli.run("explain", "--keep-line-end", "Lars").isCalledWrongly())
                .contains("--keep-line-end is about a prompt from standard input or from --prompt-file FILE");
    }

    private static String json(String prompt) {
        return withoutTimes(Cli.run("explain", "--json", "-", prompt).succeeds());
    }

    private static String withoutTimes(Cli run) {
        return run.out().replaceAll("\"(forward|backward)\" : [-.0-9E]+", "");
    }

    private static List<String> prompts(List<String> lines) {
        return lines.stream()
                .map(line -> String.valueOf(explained(line).prompt()))
                .toList();
    }

    private static Explained explained(String line) {
        Report report = ReportJson.parse(line);
        return report.explained().getFirst();
    }
}
