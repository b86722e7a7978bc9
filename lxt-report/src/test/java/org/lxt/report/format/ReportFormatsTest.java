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
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
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

    /** A format as somebody else would write one: the strongest token of each target. */
    private record Strongest(String name) implements ReportFormat {
        @Override
        public List<String> extensions() {
            return List.of("top");
        }

        @Override
        public String purpose() {
            return "Write the strongest token.";
        }

        @Override
        public Set<Trait> traits() {
            return EnumSet.of(Trait.TEXT);
        }

        @Override
        public void write(Report report, RenderOptions options, Destination destination) throws IOException {
            String before = options.get(String.class, "");
            for (int i = 0; i < report.explained().size(); i++) {
                destination
                        .part(i)
                        .write(before + report.explained().get(i).target().text());
            }
        }
    }

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
        ReportFormat first = new Strongest("top");
        ReportFormats formats = ReportFormats.of(
                List.of(first, new Strongest("Top Ten"), new Strongest("top"), new Strongest("-x")), List.of("before"));
        assertThat(formats.all()).containsExactly(first);
        assertThat(formats.problems()).hasSize(4).startsWith("before");
        assertThat(formats.problems().get(1)).contains("'Top Ten'; a name is made of lower-case letters");
        assertThat(formats.problems().get(2)).contains("calls its format 'top', as ");
    }

    @Test
    void furtherTargetsHaveFilesBesideTheFirst() throws IOException {
        Path file = folder.resolve("a.b.top");
        RenderOptions options = RenderOptions.USUAL.with("> ").with(7);
        new Strongest("top").write(ImageReports.plain(), options, Destination.file(file));
        assertThat(Files.readString(file)).isEqualTo("> tabby");
        assertThat(Files.readString(folder.resolve("a.b-2.top"))).isEqualTo("> tiger");
    }

    @Test
    void aStreamTakesOneAndSaysSo() throws IOException {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        ReportFormat format = new Strongest("top");
        assertThatThrownBy(() -> format.write(ImageReports.plain(), RenderOptions.USUAL, Destination.stream(stream)))
                .isInstanceOf(ReportException.class)
                .hasMessageContaining("a stream takes one");
        assertThat(stream.toString(StandardCharsets.UTF_8)).isEqualTo("tabby");
    }
}
