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

/** The options of the JVM: one file for the launcher, and the same in one line for services. */
class JvmOptionsTest {
    private static final Path ROOT = Path.of(System.getProperty("lxt.root"));

    private static List<String> options() throws IOException {
        return Files.readAllLines(ROOT.resolve("launch/jvm-options")).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    @Test
    void theLauncherHasNoOtherOptionsOfTheCompilerThanThoseOfTheFile() throws IOException {
        assertThat(Files.readString(ROOT.resolve("lxt")))
                .contains("\"@$root/launch/jvm-options\"")
                .doesNotContain("-XX:Compile", "-XX:Tier", "-XX:-");
    }

    @Test
    void theDocumentationOfTheLibraryHasThemInOneLine() throws IOException {
        String line = "java --add-modules=jdk.incubator.vector "
                + String.join(" ", options()).replaceAll("(\\S*\\*\\S*)", "'$1'");
        assertThat(Files.readAllLines(ROOT.resolve("docs/library.md"))).anyMatch(l -> l.startsWith(line + " "));
    }

    @Test
    void theKernelsThatAreCompiledEarlyExist() throws IOException {
        List<String> prefixes = Pattern.compile("org\\.lxt\\.[\\w.]*(?=\\*::)")
                .matcher(String.join("\n", options()))
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
