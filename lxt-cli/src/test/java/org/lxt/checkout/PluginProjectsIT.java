// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.launch.JavaProcess;

/**
 * Plugins and programs as others write them: the examples and a generated plugin are built and tested from a repository that
 * holds nothing but what this build has made, and the plugins' jars work in a folder of plugins. Runs after the jars are packaged.
 */
class PluginProjectsIT {
    private static final Path ROOT = Path.of(System.getProperty("lxt.root"));
    private static final Path EXAMPLES = ROOT.resolve("examples");
    private static final Path EXAMPLE = EXAMPLES.resolve("lxt-models-exaone4");
    private static final Path SHORT_EXAMPLE = EXAMPLES.resolve("lxt-models-seed-oss");
    private static final List<String> PROJECTS =
            List.of("lxt-models-exaone4", "lxt-models-seed-oss", "lxt-models-helium");
    /** What is no plugin: programs that use the library. */
    private static final List<String> PROGRAMS =
            List.of("similarity-search", "batch-to-csv", "report-in-browser", "own-rules", "own-method");

    private static final Path WORK = ROOT.resolve("lxt-cli").resolve("target").resolve("plugin-projects");
    private static final Path PLUGINS = WORK.resolve("plugins");

    @TempDir
    Path scratch;

    @BeforeAll
    static void buildAll() throws Exception {
        CleanRepository repository = CleanRepository.make(WORK);
        copy(EXAMPLE, WORK.resolve("lxt-models-exaone4"));
        copy(SHORT_EXAMPLE, WORK.resolve("lxt-models-seed-oss"));
        for (String program : PROGRAMS) {
            copy(EXAMPLES.resolve(program), WORK.resolve(program));
        }
        copy(EXAMPLES.resolve("models"), WORK.resolve("models"));
        Path scratch = Files.createDirectories(WORK.resolve("scratch"));
        JavaProcess.Result made = JavaProcess.run(
                scratch,
                List.of(
                        "-cp",
                        app(),
                        "org.lxt.cli.Main",
                        "new-plugin",
                        "helium",
                        "--into",
                        WORK.resolve("lxt-models-helium").toString()));
        assertThat(made.code()).as(made.err()).isZero();
        List<String> modules = new ArrayList<>(PROJECTS);
        modules.addAll(PROGRAMS);
        modules.addAll(DependencySets.write(WORK));
        JavaProcess.Result built = repository.build(modules, scratch);
        assertThat(built.code()).as(built.out() + built.err()).isZero();
        Files.createDirectories(PLUGINS);
        for (String module : PROJECTS) {
            String jar = module + "-1.0.0-SNAPSHOT.jar";
            Files.copy(WORK.resolve(module).resolve("target").resolve(jar), PLUGINS.resolve(jar));
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file :
                    files.filter(f -> !from.relativize(f).startsWith("target")).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    private static String app() throws IOException {
        try (Stream<Path> jars =
                Files.list(ROOT.resolve("lxt-cli").resolve("target").resolve("app"))) {
            return jars.filter(f -> f.toString().endsWith(".jar"))
                    .map(Path::toString)
                    .sorted()
                    .collect(Collectors.joining(File.pathSeparator));
        }
    }

    private static List<String> launched(String how) throws IOException {
        return how.equals("class path")
                ? List.of("--add-modules", "jdk.incubator.vector", "-cp", app(), "org.lxt.cli.Main")
                : List.of("--module-path", app(), "-m", "org.lxt.cli/org.lxt.cli.Main");
    }

    private JavaProcess.Result run(String how, String... arguments) throws Exception {
        List<String> all = new ArrayList<>(launched(how));
        all.addAll(List.of(arguments));
        return JavaProcess.run(scratch, all);
    }

    @Test
    void theTestsOfAllPluginsRan() throws IOException {
        for (String module : PROJECTS) {
            assertThat(reports(module))
                    .contains("everyOptionIsReadOrRefused", "theLedgerClosesWithAllowedCauses")
                    .doesNotContain("<failure", "<error", "<skipped");
            assertThat(reports(module).split("<testcase", -1)).hasSizeGreaterThan(9);
        }
    }

    @Test
    void theTestsOfAllProgramsRan() throws IOException {
        for (String program : PROGRAMS) {
            assertThat(reports(program)).contains("<testcase").doesNotContain("<failure", "<error", "<skipped");
        }
    }

    private static String reports(String module) throws IOException {
        try (Stream<Path> reports = Files.list(WORK.resolve(module).resolve("target/surefire-reports"))) {
            return reports.filter(f -> f.toString().endsWith(".xml"))
                    .map(PluginProjectsIT::text)
                    .collect(Collectors.joining());
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void theExamplesAreShort() throws IOException {
        assertThat(lines(EXAMPLE)).isLessThan(200);
        assertThat(lines(SHORT_EXAMPLE)).isLessThan(95);
    }

    private static long lines(Path project) throws IOException {
        long lines = 0;
        try (Stream<Path> sources = Files.walk(project.resolve("src/main/java"))) {
            for (Path source :
                    sources.filter(f -> f.toString().endsWith(".java")).toList()) {
                lines += Files.readAllLines(source).size();
            }
        }
        return lines;
    }

    @ParameterizedTest
    @ValueSource(strings = {"class path", "module path"})
    void theJarsWorkInAFolderOfPlugins(String how) throws Exception {
        JavaProcess.Result models = run(how, "models", "--plugins", PLUGINS.toString());
        assertThat(models.code()).as(models.err()).isZero();
        assertThat(models.out().lines().map(l -> l.replaceAll(" +", " ")))
                .contains(
                        "family exaone4",
                        "family seed_oss",
                        "family helium",
                        "plugin " + PLUGINS.resolve("lxt-models-exaone4-1.0.0-SNAPSHOT.jar"),
                        "version 1.0.0-SNAPSHOT")
                .noneMatch(l -> l.startsWith("problem"));
        List<Path> cases = List.of(
                EXAMPLE.resolve("src/test/cases/exaone4-full"),
                EXAMPLE.resolve("src/test/cases/exaone4-pattern"),
                SHORT_EXAMPLE.resolve("src/test/cases/seed_oss-tied-no-bias"));
        for (Path one : cases) {
            JavaProcess.Result check = run(how, "check", "--plugins", PLUGINS.toString(), one.toString());
            assertThat(check.code()).as(check.out() + check.err()).isZero();
            assertThat(check.out()).endsWith("total: 1 case, 4 comparisons: 4 ok, nothing failed\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"class path", "module path"})
    void aJarTwiceIsNamedAndTakesNothingElseDown(String how) throws Exception {
        Path twice = Files.createDirectory(scratch.resolve("twice"));
        Path exaone = PLUGINS.resolve("lxt-models-exaone4-1.0.0-SNAPSHOT.jar");
        Files.copy(exaone, twice.resolve("a.jar"));
        Files.copy(exaone, twice.resolve("b.jar"));
        JavaProcess.Result models = run(how, "models", "--plugins", twice.toString());
        assertThat(models.out().replaceAll(" +", " "))
                .contains("family llama")
                .contains(twice.resolve("b.jar") + ": registers the family 'exaone4', as " + twice.resolve("a.jar"));
        JavaProcess.Result explain = run(how, "explain", "--plugins", twice.toString());
        assertThat(explain.code()).as(explain.err()).isZero();
    }

    @Test
    void theVariableNamesAFolderOfPlugins() throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(launched("class path"));
        command.add("models");
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("LXT_PLUGINS", PLUGINS.toString());
        assertThat(JavaProcess.runCommand(scratch, builder).out()).contains("helium");
    }

    @Test
    void theMinimalSetsAreThoseOfTheDocumentation() throws IOException {
        String page = Files.readString(ROOT.resolve("docs").resolve("extending.md"));
        for (DependencySets.Set set : DependencySets.ALL) {
            Path[] jars = DependencySets.jars(WORK, set);
            String row = Arrays.stream(jars)
                    .map(j -> "`" + j.getFileName().toString().replaceAll("-\\d.*", "") + "`")
                    .collect(Collectors.joining(", "));
            assertThat(page).contains("| " + set.title() + " | " + row + " | ");
            long bytes = 0;
            for (Path jar : jars) {
                bytes += Files.size(jar);
            }
            String said = page.replaceAll("(?s).*\\| " + set.title() + " \\| [^|]* \\| ([\\d,]+) \\|.*", "$1")
                    .replace(",", "");
            assertThat(Double.parseDouble(said) / bytes)
                    .as("bytes of %s, which are %d", set.title(), bytes)
                    .isBetween(0.8, 1.25);
        }
    }
}
