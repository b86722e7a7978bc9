// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every piece of Java on a page compiles, or is a piece of the example, which the build compiles. */
class SnippetsTest {
    private static final Path ROOT = Path.of(System.getProperty("lxt.root"));

    @TempDir
    Path scratch;

    private static List<Snippet> snippets() throws IOException {
        List<Snippet> snippets = new ArrayList<>();
        for (Path page : files(".md")) {
            snippets.addAll(Snippet.of(ROOT.relativize(page), Files.readString(page)));
        }
        return snippets;
    }

    private static List<Path> files(String ending) throws IOException {
        List<Path> files = new ArrayList<>();
        for (String place : List.of("README.md", "docs", "examples")) {
            try (Stream<Path> all = Files.walk(ROOT.resolve(place))) {
                all.filter(f -> f.toString().endsWith(ending) && Files.isRegularFile(f))
                        .filter(f -> !ROOT.relativize(f).toString().contains("target"))
                        .sorted()
                        .forEach(files::add);
            }
        }
        return files;
    }

    @Test
    void everyPieceCompilesOrIsOfTheExample() throws IOException {
        StringBuilder example = new StringBuilder();
        for (Path source : files(".java")) {
            example.append(Snippet.bare(Files.readString(source))).append('\n');
        }
        List<Snippet> all = snippets();
        assertThat(all).hasSizeGreaterThan(20);
        List<Snippet> own =
                all.stream().filter(s -> !example.toString().contains(s.bare())).toList();
        assertThat(own).hasSizeBetween(10, all.size() - 5);
        assertThat(problems(own)).isEmpty();
    }

    @Test
    void aPieceThatDoesNotCompileIsNamed() throws IOException {
        Snippet wrong = new Snippet(Path.of("page.md"), 1, "Target beans = Target.tokens(\" beans\");\n");
        assertThat(problems(List.of(wrong))).contains("page_md1").contains("cannot find symbol");
    }

    private String problems(List<Snippet> snippets) throws IOException {
        List<Path> sources = new ArrayList<>();
        for (Snippet snippet : snippets) {
            String name = "piece." + snippet.place().replaceAll(", piece ", "").replaceAll("[^A-Za-z0-9]+", "_");
            Path folder = Files.createDirectories(scratch.resolve(name.replace('.', '/')));
            sources.add(Files.writeString(folder.resolve("Piece.java"), snippet.source(name)));
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter problems = new StringWriter();
        List<String> options = List.of(
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                Files.createDirectories(scratch.resolve("classes")).toString());
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            problems, manager, null, options, null, manager.getJavaFileObjectsFromPaths(sources))
                    .call();
            return compiled ? "" : problems.toString();
        }
    }
}
