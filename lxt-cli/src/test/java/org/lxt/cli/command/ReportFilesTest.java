// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.cli.Cli;
import org.lxt.report.Report;
import org.lxt.report.image.PngReport;
import org.lxt.report.json.ReportJson;
import org.lxt.samples.Sample;

/** What the options about the view mean for the files of {@code lxt explain}, and what no file tells. */
class ReportFilesTest {
    @TempDir
    Path folder;

    @Test
    void wordsAreInEveryFile() throws IOException {
        Path json = folder.resolve("why.json");
        Path html = folder.resolve("why.html");
        Path csv = folder.resolve("why.csv");
        Path png = folder.resolve("why.png");
        Path pdf = folder.resolve("why.pdf");
        Cli.run(
                        "explain", "--quiet", "--words", "--json", json, "--html", html, "--csv", csv, "--png", png,
                        "--pdf", pdf)
                .succeeds();
        Report report = ReportJson.read(json);
        assertThat(report.explained().getFirst().words()).hasSize(52);
        assertThat(Files.readString(html)).contains("Relevance of each word", "All 52 words");
        assertThat(Files.readString(csv)).contains("\"word_text\"", "\" 727,800\"");
        assertThat(ImageIO.read(png.toFile()).getHeight())
                .isEqualTo(PngReport.draw(report, 0).getHeight());
        assertThat(pdf).isNotEmptyFile();
    }

    @Test
    void wordsAreInLinesOfManyPrompts() throws IOException {
        Path prompts = Files.writeString(folder.resolve("p.txt"), "Farah Novak likes 727,800\nLars\n");
        Path lines = folder.resolve("out.jsonl");
        Cli.run("explain", "--words", "--prompts", prompts, "--json", lines).succeeds();
        List<String> printed =
                Cli.run("explain", "--words", "--prompts", prompts).succeeds().lines();
        for (List<String> all : List.of(Files.readAllLines(lines), printed)) {
            assertThat(all).hasSize(2);
            assertThat(ReportJson.parse(all.getFirst()).explained().getFirst().words())
                    .extracting(w -> w.text())
                    .contains(" Novak", " 727,800");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--html", "--json", "--csv"})
    void noFileTellsWhereTheCheckpointIs(String option) throws IOException {
        try (Sample sample = Sample.decoder()) {
            Path file = folder.resolve("why");
            Cli.run("explain", "--quiet", "--model", sample.folder(), option, file, "Lars likes")
                    .succeeds();
            String written = Files.readString(file);
            String name = sample.folder().getFileName().toString();
            assertThat(written)
                    .doesNotContain(sample.folder().toString(), sample.folder().getParent() + "/" + name)
                    .doesNotContain(System.getProperty("user.home") + "/", System.getProperty("lxt.root"));
            if (!option.equals("--csv")) {
                assertThat(written).contains(name);
            }
        }
    }
}
