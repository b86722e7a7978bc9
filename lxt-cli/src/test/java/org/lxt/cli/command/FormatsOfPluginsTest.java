// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lxt.cli.Cli;

/** A jar in the folder of {@code --plugins} brings a format of reports along, whose option is then there. */
class FormatsOfPluginsTest {
    private static final String FORMAT = """
        package org.wiki;
        import java.io.IOException;
        import java.util.*;
        import org.lxt.report.Report;
        import org.lxt.report.format.*;
        public final class WikiFormat implements ReportFormat {
            public String name() { return "%s"; }
            public List<String> extensions() { return List.of("wiki"); }
            public String purpose() { return "Write a page for a wiki."; }
            public Set<Trait> traits() { return EnumSet.allOf(Trait.class); }
            public void write(Report report, RenderOptions options, Destination to) throws IOException {
                to.write("= " + report.explained().getFirst().target().text() + " =");
            }
        }
        """;

    @TempDir
    Path scratch;

    private Path plugins;
    private Path page;

    @BeforeEach
    void makeFolder() throws IOException {
        plugins = Files.createDirectory(scratch.resolve("plugins"));
        page = scratch.resolve("why.wiki");
        jar("wiki");
    }

    private void jar(String name) throws IOException {
        Path source = Files.createDirectories(scratch.resolve("src/org/wiki")).resolve("WikiFormat.java");
        Files.writeString(source, FORMAT.formatted(name));
        Path classes = scratch.resolve("classes");
        String classPath =
                System.getProperty("java.class.path") + File.pathSeparator + System.getProperty("jdk.module.path", "");
        tool("javac", "-proc:none", "-cp", classPath, "-d", classes, source);
        Path services = Files.createDirectories(classes.resolve("META-INF/services"));
        Files.writeString(services.resolve("org.lxt.report.format.ReportFormat"), "org.wiki.WikiFormat");
        tool("jar", "--create", "--file", plugins.resolve("wiki.jar"), "-C", classes, ".");
    }

    private static void tool(String name, Object... arguments) {
        String[] texts = Arrays.stream(arguments).map(Object::toString).toArray(String[]::new);
        assertThat(ToolProvider.findFirst(name).orElseThrow().run(System.out, System.err, texts))
                .isZero();
    }

    @Test
    void itsOptionWritesItsFile() throws IOException {
        Cli.run("explain", "--quiet", "--wiki", page, "--plugins", plugins).succeeds();
        assertThat(page).hasContent("=  beans =");
        Files.delete(page);
        Path arguments = Files.writeString(
                scratch.resolve("arguments"), "explain --quiet --plugins=" + plugins + " --wiki=" + page);
        Cli.run("@" + arguments).succeeds();
        assertThat(page).hasContent("=  beans =");
    }

    @Test
    void helpKnowsIt() {
        assertThat(Cli.run("explain", "--plugins", plugins, "--help").succeeds().out())
                .contains("--wiki=FILE", "Write a page for a wiki.", "--html=FILE");
        assertThat(Cli.run("explain", "--help").succeeds().out()).doesNotContain("--wiki");
    }

    @Test
    void withoutTheFolderThereIsNoSuchOption() {
        assertThat(Cli.run("explain", "--wiki", page).isRefused()).contains("there is no option '--wiki'");
    }

    @Test
    void aFolderThatIsNotThereIsNamedAndNotTheOption() {
        assertThat(Cli.run("explain", "--wiki", page, "--plugins", scratch.resolve("absent"))
                        .fails())
                .contains("there is no folder of plugins " + scratch.resolve("absent"));
    }

    @Test
    void aNameThatIsTakenIsToldOf() throws IOException {
        jar("html");
        Cli run = Cli.run("explain", "--plugins", plugins, "--html", page);
        assertThat(run.code()).isZero();
        assertThat(run.err())
                .contains("lxt: report format not used: org.wiki.WikiFormat calls its format 'html', but --html is"
                        + " another option");
        assertThat(page).content().startsWith("<!DOCTYPE html>");
    }

    @Test
    void theJarIsAPluginToOtherCommandsToo() {
        assertThat(Cli.run("models", "--plugins", plugins).succeeds().out()).doesNotContain("wiki.jar");
    }
}
