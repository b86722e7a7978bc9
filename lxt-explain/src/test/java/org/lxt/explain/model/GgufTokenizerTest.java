// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lxt.checkpoint.Checkpoint;
import org.lxt.checkpoint.EndTokens;
import org.lxt.checkpoint.gguf.GgufFile;
import org.lxt.tokenizers.Tokenizer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Tokenizers in GGUF files against the tokenizers that they were converted from, and against SentencePiece itself. */
class GgufTokenizerTest {
    private static final Path ORACLE = Path.of(System.getProperty("lxt.root"), "oracle");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static Tokenizer tokenizer(String name) {
        try (GgufFile file = GgufFile.open(ORACLE.resolve("gguf/tokenizers/" + name + ".gguf"))) {
            return CheckpointTokenizer.of(file.metadata()).orElseThrow();
        }
    }

    private static List<JsonNode> rows(Path file) {
        try {
            return Files.readAllLines(file).stream().map(JSON::readTree).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int[] ids(JsonNode row) {
        return row.get("ids").valueStream().mapToInt(JsonNode::intValue).toArray();
    }

    /** In words of more than 40 characters BERT's small tokenizers here differ from all that GGUF files are made of. */
    private static boolean hasLongWord(String text) {
        return List.of(text.split("\\s", -1)).stream().anyMatch(word -> word.length() > 40);
    }

    @ParameterizedTest
    @CsvSource({
        "gpt2, gpt2, 365",
        "gpt2-prefix-space, gpt2-prefix-space, 363",
        "llama3, llama3, 364",
        "qwen2, qwen2, 360",
        "bert-cased, bert-cased, 360",
        "bert-uncased, bert-uncased, 360",
        "bert-converted, bert-uncased, 360",
        "modernbert, variant-like-modernbert, 127"
    })
    void idsAndTextsAreThoseOfTheTokenizerThatWasConverted(String name, String cases, int rows) {
        Tokenizer tokenizer = tokenizer(name);
        List<String> wrong = new ArrayList<>();
        int compared = 0;
        for (JsonNode row : rows(ORACLE.resolve("tokenizers/" + cases + "/cases.jsonl"))) {
            String text = row.get("text").stringValue();
            JsonNode pair = row.get("pair");
            if (name.startsWith("bert")
                    && (hasLongWord(text) || (pair.isString() && hasLongWord(pair.stringValue())))) {
                continue;
            }
            compared++;
            boolean special = row.get("add_special_tokens").booleanValue();
            int[] actual = tokenizer
                    .encode(text, pair.isString() ? pair.stringValue() : null, special)
                    .ids();
            if (!java.util.Arrays.equals(actual, ids(row))
                    || !tokenizer
                            .decode(actual, false)
                            .equals(row.get("decoded").stringValue())) {
                wrong.add(row.get("text") + " " + java.util.Arrays.toString(actual) + " " + row.get("ids"));
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(compared).isGreaterThanOrEqualTo(rows - 12);
    }

    /** Files of llama.cpp's own converter. */
    @ParameterizedTest
    @CsvSource({"roberta", "xlm-roberta", "xlm-roberta-few-rules"})
    void idsOfTextsAndPairsAreThoseOfTheOriginal(String name) {
        Tokenizer tokenizer = tokenizer(name);
        List<JsonNode> texts = rows(ORACLE.resolve("tokenizers/unigram/cases.jsonl"));
        List<JsonNode> expected = rows(ORACLE.resolve("gguf/tokenizers/" + name + ".jsonl"));
        assertThat(expected).hasSameSizeAs(texts).hasSizeGreaterThan(360);
        List<String> wrong = new ArrayList<>();
        for (JsonNode row : expected) {
            JsonNode text = texts.get(row.get("row").intValue());
            JsonNode pair = text.get("pair");
            int[] actual = tokenizer
                    .encode(
                            text.get("text").stringValue(),
                            pair.isString() ? pair.stringValue() : null,
                            text.get("add_special_tokens").booleanValue())
                    .ids();
            if (!java.util.Arrays.equals(actual, ids(row))) {
                wrong.add(text.get("text") + " " + java.util.Arrays.toString(actual) + " " + row.get("ids"));
            }
        }
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"gemma", "llama2"})
    void idsAreThoseOfSentencePiece(String name) {
        assertAsReference(tokenizer(name), ORACLE.resolve("gguf/tokenizers/" + name + ".jsonl"), 400);
    }

    private static void assertAsReference(Tokenizer tokenizer, Path reference, int least) {
        List<String> wrong = new ArrayList<>();
        List<JsonNode> rows = rows(reference);
        for (JsonNode row : rows) {
            int[] actual =
                    tokenizer.encode(row.get("text").stringValue(), null, false).ids();
            if (!java.util.Arrays.equals(actual, ids(row))) {
                wrong.add(row.get("text") + " " + java.util.Arrays.toString(actual) + " " + row.get("ids"));
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(rows).hasSizeGreaterThan(least);
    }

    /** The file names {@code </s>} alone, and has {@code <|im_end|>} among its control tokens. */
    @Test
    void controlTokensThatEndTurnsEndWhatTheModelSays() {
        try (Checkpoint checkpoint = Checkpoint.open(ORACLE.resolve("gguf/small/llama.gguf"))) {
            var tokenizer = CheckpointTokenizer.of(checkpoint);
            assertThat(EndTokens.of(checkpoint.folder(), checkpoint.config())).containsExactly(2);
            assertThat(CheckpointTokenizer.unnamedEnds(checkpoint, tokenizer)).containsExactly(6);
        }
    }

    /** Of {@code <|endoftext|>, <|return|>, <|call|>, <|end|>} the last ends a message only, after which gpt-oss goes on. */
    @Test
    void theEndOfAMessageIsNoEndInHarmony() {
        try (Checkpoint checkpoint = Checkpoint.open(ORACLE.resolve("gguf/small/gpt-oss.gguf"))) {
            var tokenizer = CheckpointTokenizer.of(checkpoint);
            assertThat(EndTokens.of(checkpoint.folder(), checkpoint.config())).containsExactly(1);
            assertThat(CheckpointTokenizer.unnamedEnds(checkpoint, tokenizer)).containsExactly(0, 1, 2);
        }
    }

    /** A file of one's own, by {@code -Dlxt.gguf=FILE}, against what the script of the reference made of it. */
    @Test
    void idsOfARealFileAreThoseOfItsReference() {
        String file = System.getProperty("lxt.gguf");
        org.junit.jupiter.api.Assumptions.assumeTrue(file != null, "no file is named");
        try (GgufFile gguf = GgufFile.open(Path.of(file))) {
            assertAsReference(
                    CheckpointTokenizer.of(gguf.metadata()).orElseThrow(),
                    Path.of(System.getProperty("lxt.reference")),
                    0);
        }
    }
}
