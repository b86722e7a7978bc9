// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lxt.report.Gamma;
import org.lxt.report.ImageReports;
import org.lxt.report.Report;
import org.lxt.report.ReportException;
import org.lxt.report.SampleReport;

/** Formats are found, and each keeps to what it says of itself. */
class ReportFormatsTest {
    @TempDir
    Path folder;

    static List<ReportFormat> all() {
        return ReportFormats.find().all();
    }

    static List<Report> reports() {
        return List.of(
                SampleReport.get(),
                SampleReport.get().inWords(),
                ImageReports.plain(),
                ImageReports.grid(new Gamma(0, 1), new Gamma(0.25, 1)));
    }

    @Test
    void allOfThisModuleAreFoundByName() {
        ReportFormats formats = ReportFormats.find();
        assertThat(formats.problems()).isEmpty();
        assertThat(formats.all()).extracting(ReportFormat::name).contains("csv", "html", "json", "png", "text");
        assertThat(formats.named("json")).isPresent();
        assertThat(formats.named("docx")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("all")
    void eachWritesWhatItSays(ReportFormat format) throws IOException {
        assertThat(format.purpose()).endsWith(".");
        assertThat(format.extensions()).isNotEmpty();
        for (Report report : reports()) {
            if (report.image() != null && !format.traits().contains(Trait.IMAGES)) {
                continue;
            }
            Path file = folder.resolve("why." + format.extensions().getFirst());
            List<Path> written = new ArrayList<>();
            format.write(report, RenderOptions.USUAL, Destination.file(file, written::add));
            boolean one = format.traits().contains(Trait.SEVERAL_TARGETS) || report.isGrid();
            assertThat(written).hasSize(one ? 1 : report.explained().size()).allMatch(Files::exists);
            assertThat(written.getFirst()).isEqualTo(file).isNotEmptyFile();
            if (format.traits().contains(Trait.TEXT)) {
                String text = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                        .toString();
                assertThat(text).contains(report.image() == null ? "beans" : "tabby");
            }
        }
    }

    @Test
    void theEndingOfAFileNamesItsFormat() throws IOException {
        ReportFormats formats = ReportFormats.find();
        assertThat(formats.of(Path.of("a.b/why.HTML")).name()).isEqualTo("html");
        assertThat(formats.of(Path.of("why.htm")).name()).isEqualTo("html");
        assertThat(formats.of(Path.of("why.txt")).name()).isEqualTo("text");
        for (String none : List.of("why.docx", "html", "why", "why.")) {
            assertThatThrownBy(() -> formats.of(Path.of(none)))
                    .isInstanceOf(ReportException.class)
                    .hasMessageContaining(".csv, .html, .htm, .json");
        }
        Path file = folder.resolve("why.json");
        ReportFormats.write(SampleReport.get(), file);
        assertThat(Files.readString(file)).contains("lxt-attribution");
    }

    @Test
    void namesThatCannotBeOptionsAndThoseThatAreTakenAreToldOf() {
        ReportFormat first = new ForeignFormat("top");
        ReportFormats formats = ReportFormats.of(
                List.of(first, new ForeignFormat("Top Ten"), new ForeignFormat("top"), new ForeignFormat("-x")),
                List.of("before"));
        assertThat(formats.all()).containsExactly(first);
        assertThat(formats.problems()).hasSize(4).startsWith("before");
        assertThat(formats.problems().get(1)).contains("'Top Ten'; a name is made of lower-case letters");
        assertThat(formats.problems().get(2)).contains("calls its format 'top', as ");
    }

    @Test
    void furtherTargetsHaveFilesBesideTheFirst() throws IOException {
        Path file = folder.resolve("a.b.md");
        RenderOptions options = RenderOptions.USUAL.with("> ").with(7);
        new ForeignFormat("top").write(ImageReports.plain(), options, Destination.file(file));
        assertThat(Files.readString(file)).isEqualTo("> tabby");
        assertThat(Files.readString(folder.resolve("a.b-2.md"))).isEqualTo("> tiger");
    }

    @Test
    void aStreamTakesOneAndSaysSo() throws IOException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        ReportFormat format = new ForeignFormat("top");
        assertThatThrownBy(() -> format.write(ImageReports.plain(), RenderOptions.USUAL, Destination.stream(stream)))
                .isInstanceOf(ReportException.class)
                .hasMessageContaining("a stream takes one");
        assertThat(stream.toString(StandardCharsets.UTF_8)).isEqualTo("tabby");
    }
}
