// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** One run of the command line inside this JVM. */
public record Cli(int code, String out, String err) {
    private static final Path ORACLE = Path.of(System.getProperty("lxt.root"), "oracle");

    public static Cli run(Object... args) {
        return run(new ByteArrayOutputStream(), args);
    }

    /** A run whose standard output is kept as bytes. */
    public static Cli run(ByteArrayOutputStream out, Object... args) {
        StringWriter err = new StringWriter();
        String[] texts = Stream.of(args).map(Object::toString).toArray(String[]::new);
        int code = Main.run(out, new PrintWriter(err), texts);
        return new Cli(code, out.toString(StandardCharsets.UTF_8), err.toString());
    }

    /** A run that finds a text on standard input. */
    public static Cli reading(String input, Object... args) {
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        try {
            return run(args);
        } finally {
            System.setIn(before);
        }
    }

    /** Checks that it did what was asked without complaint. */
    public Cli succeeds() {
        assertThat(err).isEmpty();
        assertThat(code).isZero();
        return this;
    }

    /** Checks that it could not, and said why in one sentence and nothing else; gives the sentence. */
    public String fails() {
        return sentence(1);
    }

    /** Checks that what was asked is refused as a wrong call is, in one sentence and nothing else; gives the sentence. */
    public String isRefused() {
        return sentence(2);
    }

    /** Checks that it was called wrongly, and said so in one sentence and nothing else; gives the sentence. */
    public String isCalledWrongly() {
        assertThat(err).contains(" --help')");
        return sentence(2);
    }

    private String sentence(int expected) {
        assertThat(err).startsWith("lxt: ").endsWith("\n").doesNotContain("an error inside LXT");
        assertThat(err.lines()).hasSize(1);
        assertThat(out).isEmpty();
        assertThat(code).isEqualTo(expected);
        return err.strip();
    }

    /** The lines of standard output. */
    public List<String> lines() {
        return out.lines().toList();
    }

    public static Path oracleCase(String name) {
        return ORACLE.resolve("cases").resolve(name);
    }

    public static Path oracleTokenizer(String name) {
        return ORACLE.resolve("tokenizers").resolve(name);
    }

    /** A copy that a test may spoil. */
    public static Path copy(Path folder, Path parent) {
        try (Stream<Path> files = Files.list(folder)) {
            Path target =
                    Files.createDirectories(parent.resolve(folder.getFileName().toString()));
            for (Path file : files.toList()) {
                Files.copy(file, target.resolve(file.getFileName()));
            }
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
