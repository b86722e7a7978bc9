// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.option.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lxt.cli.command.AllCommands;
import org.lxt.explain.result.Candidate;
import org.lxt.explain.result.ModelIdentity;
import org.lxt.explain.result.TokenRelevance;
import org.lxt.report.Explained;
import org.lxt.report.Report;
import org.lxt.report.format.RenderOptions;
import org.lxt.report.format.ReportFormat;
import org.lxt.report.format.ReportFormats;
import picocli.CommandLine;

/** A format of somebody else is an option like those that are here. */
class ReportOptionsTest {
    @TempDir
    Path folder;

    private static CommandLine explain() {
        return new CommandLine(new AllCommands(false, OutputStream.nullOutputStream()))
                .getSubcommands()
                .get("explain");
    }

    private static ReportOptions added(CommandLine line, ReportFormat... formats) {
        ReportOptions options = new ReportOptions();
        options.addTo(line.getCommandSpec(), new ReportFormats(List.of(formats), List.of("one that broke")));
        return options;
    }

    @Test
    void aFormatOfSomebodyElseHasAnOption() throws IOException {
        CommandLine line = explain();
        ReportOptions options = added(line, new ForeignFormat("markdown"));
        assertThat(line.getUsageMessage()).contains("--markdown=FILE", "Write a page for a wiki.", "--html=FILE");
        Path file = folder.resolve("why.md");
        line.getParent().parseArgs("explain", "--markdown", file.toString());
        assertThat(options.areGiven()).isTrue();
        assertThat(options.forOnePrompt()).containsExactly("--markdown");
        assertThat(options.problem(1, false)).isNull();
        assertThat(options.problem(1, true)).startsWith("--markdown holds no explanations of images");
        List<TokenRelevance> tokens = List.of(new TokenRelevance(0, 1, "a", 0, 1, false, 1));
        Report report = new Report(
                new ModelIdentity("m", List.of(), "f", "p", "b"),
                List.of(Explained.builder("attnlrp", tokens, new Candidate(1, "beans", 1, 0.5))
                        .build()));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(options.write(report, RenderOptions.USUAL, out)).containsExactly(file);
        assertThat(Files.readString(file)).isEqualTo("beans");
        line.getParent().parseArgs("explain", "--markdown", "-");
        assertThat(options.problem(2, false)).contains("give --markdown the name of a file");
        assertThat(options.write(report, RenderOptions.USUAL, out)).isEmpty();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("beans");
    }

    @Test
    void aNameThatAnotherOptionHasIsToldOfAndLeavesThatOptionAlone() {
        CommandLine line = explain();
        ReportOptions options =
                added(line, new ForeignFormat("model"), new ForeignFormat("threads"), new ForeignFormat("html"));
        assertThat(options.problems()).hasSize(4).startsWith("one that broke");
        assertThat(options.problems().get(1)).endsWith("calls its format 'model', but --model is another option");
        line.getParent().parseArgs("explain", "--model", "somewhere", "--threads", "2");
        assertThat(options.areGiven()).isFalse();
    }

    @Test
    void anOptionOfAnEarlierCallIsForgotten() {
        CommandLine line = explain();
        ReportOptions options = added(line, new ForeignFormat("markdown"));
        line.getParent().parseArgs("explain", "--markdown", "-");
        line.getParent().parseArgs("explain");
        assertThat(options.areGiven()).isFalse();
    }
}
