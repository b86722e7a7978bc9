// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.signatures;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Methods whose names Kotlin or Scala would have to quote have a second one, which the page on the library names. */
class OtherLanguagesTest {
    private static final Path ROOT = Path.of(System.getProperty("lxt.root"));

    /** Hard keywords of either language that are none of Java's. */
    private static final Set<String> KEYWORDS = Set.of(
            "as",
            "fun",
            "in",
            "is",
            "object",
            "typealias",
            "typeof",
            "val",
            "var",
            "when",
            "def",
            "extends",
            "implicit",
            "lazy",
            "match",
            "override",
            "sealed",
            "trait",
            "type",
            "with",
            "yield");

    private static final Pattern METHOD = Pattern.compile("method org\\.lxt\\.[\\w.$]*?\\b(\\w+)\\.(\\w+)\\(");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+\\.\\w+)` \\| `(\\w+\\.\\w+|[^`]*\\))` \\|$");

    private static Set<String> methods() throws IOException {
        Set<String> methods = new TreeSet<>();
        try (Stream<Path> files = Files.list(ROOT.resolve("api"))) {
            for (Path file : files.toList()) {
                Matcher matcher = METHOD.matcher(Files.readString(file));
                while (matcher.find()) {
                    methods.add(matcher.group(1) + "." + matcher.group(2));
                }
            }
        }
        return methods;
    }

    @Test
    void whatWouldNeedQuotesHasASecondName() throws IOException {
        Set<String> methods = methods();
        assertThat(methods).contains("Explainer.with", "Target.in");
        Matcher rows = ROW.matcher(Files.readString(ROOT.resolve("docs/library.md")));
        Set<String> named = new TreeSet<>();
        while (rows.find()) {
            named.add(rows.group(1));
            if (!rows.group(2).endsWith(")")) {
                assertThat(methods).contains(rows.group(2));
            }
        }
        assertThat(methods.stream().filter(m -> KEYWORDS.contains(m.replaceFirst(".*\\.", ""))))
                .allMatch(named::contains);
    }
}
