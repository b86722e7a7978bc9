// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The options of the JVM: two files for the launchers, and the same in one line each for services. */
class JvmOptionsTest {
    private static final Path ROOT = Path.of(System.getProperty("lxt.root"));

    private static List<String> options(String file) throws IOException {
        return Files.readAllLines(ROOT.resolve("launch").resolve(file)).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lxt", "release/archive/lxt"})
    void theLaunchersHaveNoOtherOptionsOfTheCompilerThanThoseOfTheFiles(String launcher) throws IOException {
        assertThat(Files.readString(ROOT.resolve(launcher)))
                .contains("\"@$options\"")
                .doesNotContain("-XX:Compile", "-XX:Tier", "-XX:-");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jvm-options", "jvm-options-quick"})
    void theDocumentationOfTheLibraryHasThemInOneLine(String file) throws IOException {
        String line = "java --add-modules=jdk.incubator.vector "
                + String.join(" ", options(file)).replaceAll("(\\S*\\*\\S*)", "'$1'");
        assertThat(Files.readAllLines(ROOT.resolve("docs/library.md"))).anyMatch(l -> l.startsWith(line + " -cp"));
    }

    @Test
    void theKernelsThatAreCompiledEarlyExist() throws IOException {
        List<String> prefixes = Pattern.compile("org\\.lxt\\.[\\w.]*(?=\\*::)")
                .matcher(String.join("\n", options("jvm-options")))
                .results()
                .map(MatchResult::group)
                .map(name -> name.replace('.', '/'))
                .distinct()
                .toList();
        assertThat(prefixes).hasSizeGreaterThan(1);
        for (String prefix : prefixes) {
            assertThat(exists(prefix)).as(prefix).isTrue();
        }
    }

    private static boolean exists(String prefix) throws IOException {
        boolean found = false;
        for (ModuleReference module : AppPath.modules()) {
            try (ModuleReader reader = module.open()) {
                found |= reader.list().anyMatch(f -> f.startsWith(prefix) && f.endsWith(".class"));
            }
        }
        return found;
    }
}
