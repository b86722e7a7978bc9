// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.lxt.api.Fault;
import org.lxt.api.LxtException;
import org.lxt.json.JsonProblem.Kind;
import tools.jackson.core.JsonToken;

class JsonReaderTest {
    private static final JsonReader STANDARD = JsonReader.of(Dialect.STANDARD, 1_000_000, Refused::new);
    private static final JsonReader PYTHON = JsonReader.of(Dialect.PYTHON, 1_000_000, Refused::new);

    private static final class Refused extends LxtException {
        private static final long serialVersionUID = 1L;

        private final transient JsonProblem problem;

        Refused(String source, JsonProblem problem) {
            super(Fault.CALLER, source + " " + problem.what(), problem.cause());
            this.problem = problem;
        }
    }

    @TempDir
    private Path folder;

    @Test
    void valuesArePlainJava() {
        assertThat(STANDARD.value("it", "{\"a\": [1, 2.5, true, null, \"b\"], \"c\": 12345678901, \"d\": 1e2}"))
                .isEqualTo(Map.of("a", Arrays.asList(1, 2.5, true, null, "b"), "c", 12345678901L, "d", 100.0));
        assertThat(STANDARD.value("it", "123456789012345678901234567890"))
                .isEqualTo(new BigInteger("123456789012345678901234567890"));
        assertThat(STANDARD.value("it", "null")).isNull();
    }

    @Test
    void exactTreesKeepDecimals() throws IOException {
        Path file = Files.writeString(folder.resolve("a.json"), "0.10000000000000000001");
        assertThat(STANDARD.exactTree(file).decimalValue()).isEqualTo(new BigDecimal("0.10000000000000000001"));
        assertThat(STANDARD.tree(file).doubleValue()).isEqualTo(0.1);
        assertThat(STANDARD.tree("it", "-0.0").doubleValue()).isEqualTo(-0.0);
        assertThat(STANDARD.tree("it", "1e999").doubleValue()).isInfinite();
    }

    @Test
    void onlyPythonHasBareWordsForNumbers() throws IOException {
        assertThat(PYTHON.value("it", "[NaN, Infinity, -Infinity]"))
                .isEqualTo(List.of(Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY));
        assertThat(PYTHON.tree("it", "[NaN]").get(0).doubleValue()).isNaN();
        Path file = Files.writeString(folder.resolve("a.json"), "[NaN]");
        assertThat(PYTHON.exactTree(file).get(0).doubleValue()).isNaN();
        for (String word : List.of("NaN", "Infinity", "-Infinity")) {
            assertThatThrownBy(() -> STANDARD.tree("it", word))
                    .isInstanceOf(Refused.class)
                    .hasMessageStartingWith("it is not valid JSON at column ");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"a\": [ | is not valid JSON at line 1, column 8: it ends too early",
                "{\"a\": 1, \"a\": 2} | is not valid JSON at line 1, column 13: the name 'a' stands there twice",
                "[{\"b\": {\"a\": 1, \"a\": 2}}] | the name 'a' stands there twice",
                "{} {} | is not valid JSON at line 1, column 4",
                "[1,] | is not valid JSON at line 1, column 4",
                "// no | is not valid JSON at line 1, column 1",
                "{a: 1} | is not valid JSON at line 1, column 2",
                "'a' | is not valid JSON at line 1, column 1",
                "01 | is not valid JSON at line 1, column ",
                "hello | is not valid JSON at line 1, column ",
            })
    void whatIsWrongAndWhereIsSaidInOneSentence(String json, String what) throws IOException {
        for (JsonReader reader : List.of(STANDARD, PYTHON)) {
            Path file = Files.writeString(folder.resolve("a.json"), json);
            assertThatThrownBy(() -> reader.tree(file))
                    .isInstanceOf(Refused.class)
                    .hasMessageStartingWith(file + " is not valid JSON")
                    .hasMessageContaining(what)
                    .hasMessageNotContainingAny("Source", "StreamReadFeature", "tools.jackson", "\n");
            assertThatThrownBy(() -> reader.value(file))
                    .isInstanceOf(Refused.class)
                    .hasMessageContaining(what);
        }
    }

    @Test
    void aNameFromOutsideStaysOnOneLine() {
        assertThatThrownBy(() -> STANDARD.tree("it", "{\"a\\nb\\u202e\": 1, \"a\\nb\\u202e\": 2}"))
                .hasMessageEndingWith("the name 'a?b?' stands there twice");
        String name = "x".repeat(5000);
        assertThatThrownBy(() -> STANDARD.tree("it", "{\"" + name + "\": 1, \"" + name + "\": 2}"))
                .message()
                .hasSizeLessThan(250);
    }

    @Test
    void linesAreCounted() throws IOException {
        Path file = Files.writeString(folder.resolve("a.json"), "{\n  \"a\": 1,\n  \"b\" 2}");
        assertThatThrownBy(() -> STANDARD.tree(file)).hasMessage(file + " is not valid JSON at line 3, column 7");
        assertThatThrownBy(() -> STANDARD.tree("line 7", "{\"b\" 2}"))
                .hasMessage("line 7 is not valid JSON at column 6");
    }

    @ParameterizedTest
    @EnumSource
    void depthIsLimited(Dialect dialect) {
        JsonReader reader = JsonReader.of(dialect, 1_000_000, Refused::new);
        int most = JsonReader.DEPTH;
        assertThat(reader.tree("it", "[".repeat(most) + "]".repeat(most)).size())
                .isEqualTo(1);
        assertThatThrownBy(() -> reader.tree("it", "[".repeat(most + 1) + "]".repeat(most + 1)))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("nested deeper");
        assertThatThrownBy(() -> reader.tree("it", "{\"a\":".repeat(100_000))).isInstanceOf(Refused.class);
    }

    @Test
    void bracketsDoNotFillTheMemory() {
        assertThatThrownBy(() -> STANDARD.tree("it", "[" + "[],".repeat(200_000) + "[]]"))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("has more values");
        assertThat(STANDARD.tree("it", "[" + "0,".repeat(90_000) + "0]").size()).isEqualTo(90_001);
    }

    @Test
    void sizeIsLimitedBeforeAnythingIsRead() throws IOException {
        JsonReader small = JsonReader.of(Dialect.STANDARD, 10, Refused::new);
        Path file = Files.writeString(folder.resolve("a.json"), "[1, 2, 34]");
        assertThat(small.tree(file).size()).isEqualTo(3);
        Files.writeString(file, "[1, 2, 345]");
        assertThat(kind(() -> small.tree(file))).isEqualTo(Kind.TOO_LARGE);
        assertThatThrownBy(() -> small.text(file)).hasMessage(file + " has more than 10 bytes");
        assertThatThrownBy(() -> small.tree("it", "[1, 2, 345]")).hasMessage("it has more than 10 characters");
        assertThatThrownBy(() -> small.tokens("it", new byte[11], p -> p)).hasMessage("it has more than 10 bytes");
    }

    @Test
    void whatIsNoFileIsToldApart() throws IOException {
        Path file = folder.resolve("a.json");
        assertThat(kind(() -> STANDARD.tree(file))).isEqualTo(Kind.ABSENT);
        assertThat(kind(() -> STANDARD.tree(folder))).isEqualTo(Kind.NOT_A_FILE);
        Files.writeString(file, "");
        assertThatThrownBy(() -> STANDARD.tree(file)).hasMessage(file + " is not valid JSON: it is empty");
        assertThatThrownBy(() -> STANDARD.value(file)).hasMessage(file + " is not valid JSON: it is empty");
        Files.write(file, "\"ä\"".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(kind(() -> STANDARD.tree(file))).isEqualTo(Kind.DAMAGED);
        assertThatThrownBy(() -> STANDARD.tree(file)).hasMessage(file + " is not valid JSON: it is not text in UTF-8");
        assertThatThrownBy(() -> STANDARD.text(file)).hasMessage(file + " is not text in UTF-8");
        Files.write(file, "[1]".getBytes(StandardCharsets.UTF_16));
        assertThat(kind(() -> STANDARD.tree(file))).isEqualTo(Kind.DAMAGED);
    }

    @Test
    void tokensAreRead() {
        byte[] json = "[1, 2".getBytes(StandardCharsets.UTF_8);
        JsonToken second = STANDARD.tokens("it", json, p -> {
            p.nextToken();
            return p.nextToken();
        });
        assertThat(second).isEqualTo(JsonToken.VALUE_NUMBER_INT);
        assertThatThrownBy(() -> STANDARD.tokens("it", json, p -> {
                    while (p.nextToken() != null) {}
                    return p;
                }))
                .hasMessage("it is not valid JSON at line 1, column 6: it ends too early");
    }

    @Test
    void whatIsWrittenShowsNothingElseThanItIs() {
        String text = "quote \" backslash \\ control \u0001\u0085 lone \ud800 bidi \u202e smile \ud83d\ude00 ä";
        String line = JsonText.line(JsonText.object().put("a", text));
        assertThat(line).contains("\\\"", "\\\\", "\\u0001", "\\u0085", "\\ud800", "\\u202e", "\ud83d\ude00 ä");
        assertThat(line).doesNotContain("\n");
        assertThat(STANDARD.tree("it", line).get("a").stringValue()).isEqualTo(text);
        assertThat(STANDARD.tree("it", JsonText.indented(JsonText.object().put("a", text))))
                .isEqualTo(STANDARD.tree("it", line));
    }

    private static Kind kind(Runnable read) {
        try {
            read.run();
        } catch (Refused e) {
            return e.problem.kind();
        }
        throw new AssertionError("not refused");
    }
}
