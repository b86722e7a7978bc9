// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the pages for readers of the code name is in the code, under that name. */
class NamesInPagesTest {
    private static final Path ROOT = Path.of(System.getProperty("lxt.root"));

    /** A type, perhaps after its package, perhaps with a member: {@code ops/Secant}, {@code Scope.frame}. */
    private static final Pattern NAME =
            Pattern.compile("`(?:[a-z][\\w/]*/)?([A-Z]\\w*[a-z]\\w*)(?:\\.(\\w+))?(?:\\(.*?\\))?`");

    private static Map<String, List<Path>> sources() throws IOException {
        Map<String, List<Path>> byName = new HashMap<>();
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path module : modules.filter(m -> m.getFileName().toString().startsWith("lxt-"))
                    .toList()) {
                try (Stream<Path> files = Files.walk(module.resolve("src"))) {
                    files.filter(f -> f.toString().endsWith(".java")).forEach(f -> {
                        String name = f.getFileName().toString().replace(".java", "");
                        byName.computeIfAbsent(name, n -> new ArrayList<>()).add(f);
                    });
                } catch (NoSuchFileException _) {
                    // a module without sources
                }
            }
        }
        return byName;
    }

    private static List<String> missing(String page) throws IOException {
        Map<String, List<Path>> sources = sources();
        List<String> missing = new ArrayList<>();
        Matcher names = NAME.matcher(page);
        while (names.find()) {
            List<Path> files = sources.getOrDefault(names.group(1), List.of());
            boolean found = !files.isEmpty() && names.group(2) == null;
            for (Path file : files) {
                found |= names.group(2) != null
                        && Pattern.compile("\\b" + names.group(2) + "\\b")
                                .matcher(Files.readString(file))
                                .find();
            }
            if (!found) {
                missing.add(names.group());
            }
        }
        return missing;
    }

    @ParameterizedTest
    @ValueSource(strings = {"glossary.md", "architecture.md"})
    void whatAPageNamesIsThere(String page) throws IOException {
        String text = Files.readString(ROOT.resolve("docs").resolve(page));
        assertThat(NAME.matcher(text).results().count()).isGreaterThan(30);
        assertThat(missing(text)).isEmpty();
    }

    /** A package that others may use says where to begin. */
    @Test
    void everyExportedPackageNamesItsEntryPoints() throws IOException {
        List<String> silent = new ArrayList<>();
        int exported = 0;
        for (Path module : sources().get("module-info")) {
            Matcher exports = Pattern.compile("exports ([\\w.]+);").matcher(Files.readString(module));
            while (exports.find()) {
                exported++;
                String name = exports.group(1);
                Path info = module.resolveSibling(name.replace('.', '/')).resolve("package-info.java");
                if (!Files.readString(info).contains("{@link")) {
                    silent.add(name);
                }
            }
        }
        assertThat(exported).isGreaterThan(25);
        assertThat(silent).isEmpty();
    }

    @Test
    void whatIsNotThereIsNoticed() throws IOException {
        assertThat(missing("`Tensor` `ops/Secant` `Scope.frame` `NoSuchType` `Scope.noSuchMember`"))
                .containsExactly("`NoSuchType`", "`Scope.noSuchMember`");
    }
}
