// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.signatures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lxt.launch.AppPath;

/** What users compile against is what {@code api/} says, and changes as {@code docs/versioning.md} promises. */
class ApiTest {
    private static final Path FOLDER = Path.of(System.getProperty("lxt.root"), "api");
    private static final String RELEASED = "# last released: ";

    private static final boolean WRITE = Boolean.getBoolean("lxt.api.write");

    static Stream<ModuleReference> modules() {
        return AppPath.allModules().stream().filter(m -> !m.descriptor().name().equals("org.lxt.cli"));
    }

    private static ApiSignatures signatures(ModuleReference module) {
        try (ModuleReader reader = module.open()) {
            return new ApiSignatures(
                    module.descriptor(),
                    reader.list()
                            .filter(f -> f.endsWith(".class") && f.contains("/"))
                            .map(f -> f.replace('/', '.').replaceFirst("\\.class$", "")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("modules")
    void theSignaturesAreThoseOfTheFile(ModuleReference module) throws IOException {
        Path file = FOLDER.resolve(module.descriptor().name() + ".txt");
        List<String> now = signatures(module).lines();
        List<String> before = Files.exists(file) ? Files.readAllLines(file) : List.of(RELEASED + "none");
        String released = before.getFirst().replace(RELEASED, "");
        ApiChanges changes = ApiChanges.between(before.subList(1, before.size()), now);
        String version = module.descriptor().rawVersion().orElse("unknown");
        if (!ApiChanges.mayBreak(released, version)) {
            assertThat(changes.breaking())
                    .as("%s was promised by version %s and is broken", file, released)
                    .isEmpty();
        }
        if (WRITE) {
            List<String> lines = new ArrayList<>(List.of(before.getFirst()));
            lines.addAll(now);
            Files.createDirectories(FOLDER);
            Files.write(file, lines);
            return;
        }
        assertThat(Stream.concat(changes.breaking().stream(), changes.others().stream()))
                .as("%s differs; if that is meant, write it anew as docs/versioning.md says", file)
                .isEmpty();
    }

    @Test
    void everyFileIsOfAModule() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            assertThat(files.map(f -> f.getFileName().toString().replace(".txt", "")))
                    .containsExactlyInAnyOrderElementsOf(
                            modules().map(m -> m.descriptor().name()).toList());
        }
    }

    @Test
    void everyExportedPackageIsMarked() {
        assertThat(modules().flatMap(m -> signatures(m).packages().stream())).hasSizeGreaterThan(20);
        assertThat(modules().flatMap(m -> signatures(m).unmarked().stream())).isEmpty();
    }

    @Test
    void nothingThatIsExportedSpeaksOfWhatIsNot() {
        List<ApiSignatures> all = modules().map(ApiTest::signatures).toList();
        Set<String> exported =
                all.stream().flatMap(s -> s.packages().stream()).collect(Collectors.toCollection(TreeSet::new));
        assertThat(exported).hasSizeGreaterThan(20);
        assertThat(all.stream().flatMap(s -> s.mentioned().stream()))
                .allSatisfy(type -> assertThat(exported).contains(type.getPackageName()));
    }

    @Test
    void nothingInternalIsExported() {
        assertThat(modules().flatMap(m -> signatures(m).packages().stream()))
                .noneMatch(name -> name.matches(".*\\.(internal|scalar|vector|tensor\\.host|compose|jinja)(\\..*)?"));
    }

    @Test
    void whatIsGoneOrDemandedBreaksIfItWasStable() {
        List<String> before = List.of(
                "STABLE type a.I: public abstract interface",
                "STABLE method a.I.m(): public abstract void",
                "EXPERIMENTAL method a.J.m(): public abstract void",
                "STABLE type a.S: public abstract sealed interface");
        List<String> after = List.of(
                "STABLE type a.I: public abstract interface",
                "STABLE method a.I.n(int): public abstract void",
                "STABLE method a.I.o(): public void",
                "STABLE type a.S: public abstract sealed interface",
                "STABLE method a.S.m(): public abstract void");
        ApiChanges changes = ApiChanges.between(before, after);
        assertThat(changes.breaking())
                .containsExactly(
                        "- STABLE method a.I.m(): public abstract void",
                        "+ STABLE method a.I.n(int): public abstract void");
        assertThat(changes.others())
                .containsExactly(
                        "- EXPERIMENTAL method a.J.m(): public abstract void",
                        "+ STABLE method a.I.o(): public void",
                        "+ STABLE method a.S.m(): public abstract void");
    }

    @ParameterizedTest
    @CsvSource({
        "none, 0.1.0-SNAPSHOT, true",
        "0.1.0, 0.1.1, false",
        "0.1.0, 0.2.0, true",
        "1.2.0, 1.3.0, false",
        "1.2.0, 2.0.0, true",
        "1.2.0, unknown, false",
    })
    void aVersionMayBreakWhatItsNumberSays(String released, String version, boolean may) {
        assertThat(ApiChanges.mayBreak(released, version)).isEqualTo(may);
    }
}
