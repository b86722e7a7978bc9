// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.option.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lxt.cli.Cli;

/** Classifiers, pairs of texts, answer spans and similarities at the command line. */
class EncoderOptionsTest {
    private static final Path ORACLE = Path.of(System.getProperty("lxt.root"), "oracle");
    private static final String WORDS = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nthe\ncat\nmet\na\ndog\nwho\n";

    @TempDir
    Path folder;

    private String model(String name) throws IOException {
        Path source = ORACLE.resolve(name);
        Files.writeString(folder.resolve("vocab.txt"), WORDS);
        for (String file : new String[] {"config.json", "model.safetensors", "modules.json"}) {
            if (Files.exists(source.resolve(file))) {
                Files.copy(source.resolve(file), folder.resolve(file));
            }
        }
        if (Files.exists(source.resolve("1_Pooling"))) {
            Files.createDirectory(folder.resolve("1_Pooling"));
            Files.copy(source.resolve("1_Pooling/config.json"), folder.resolve("1_Pooling/config.json"));
        }
        return folder.toString();
    }

    private static void assertSays(Cli run, String... parts) {
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out()).contains(parts);
    }

    private static void assertRefused(Cli run, String message) {
        assertThat(run.err()).contains(message);
        assertThat(run.code()).isEqualTo(2);
    }

    @Test
    void theClassIsExplainedByItsLabel() throws IOException {
        String model = model("cases/bert-classification");
        assertSays(Cli.run("explain", "--model", model, "the cat"), "explained  \"LABEL_", ": logit ", "probability");
        assertSays(
                Cli.run("explain", "--model", model, "--target", "label_1", "--contrast", "LABEL_0", "the cat"),
                "predicted  \"LABEL_",
                "explained  \"LABEL_1\" (id 1): logit ",
                "over \"LABEL_0\"");
        assertRefused(
                Cli.run("explain", "--model", model, "--target", "GOOD", "the cat"),
                "the output 'logits' has no entry 'GOOD'; it has: LABEL_0, LABEL_1, LABEL_2");
        Path page = folder.resolve("why.html");
        assertSays(Cli.run("explain", "--model", model, "--html", page.toString(), "the cat"), "written to");
        assertThat(Files.readString(page))
                .contains("answers the prompt with", "LABEL_")
                .doesNotContain("unseen\" data");
    }

    @Test
    void anAnswerIsExplainedAtItsBeginningAndItsEnd() throws IOException {
        String model = model("cases/bert-question-answering");
        assertSays(
                Cli.run("explain", "--model", model, "--pair", "the cat met a dog", "who met a dog"),
                " in start_logits: logit ",
                " in end_logits: logit ");
        Cli one = Cli.run(
                "explain", "--model", model, "--pair", "the cat", "--output", "end_logits", "--target", "cat", "who");
        assertSays(one, "explained  \"cat\" (id 4) in end_logits");
        assertThat(one.out()).doesNotContain("start_logits");
    }

    @Test
    void everyMaskIsExplained() throws IOException {
        String model = model("cases/bert-masked-lm");
        assertSays(
                Cli.run("explain", "--model", model, "the [MASK] met a [MASK]"),
                " at token 2: logit",
                " at token 5: logit");
        assertRefused(
                Cli.run("explain", "--model", model, "--generate", "3", "the [MASK]"), "does not continue a prompt");
    }

    @Test
    void theSimilarityOfTwoTextsIsExplainedForBoth() throws IOException {
        String model = model("similarity/bert-mean");
        Cli run = Cli.run("explain", "--model", model, "--similar-to", "a dog", "the cat");
        assertSays(run, "explained  \"similarity\" (id 0) in sentence_embedding: value ", "\"cat\"", "\"dog\"");
        assertThat(run.out()).doesNotContain("runners-up", "NaN", "probability");
        Path json = folder.resolve("why.json");
        assertSays(
                Cli.run("explain", "--model", model, "--json", json.toString(), "--similar-to", "a dog", "the cat"),
                "why");
        assertThat(Files.readString(json)).contains("\"whole_sequence\"").doesNotContain("NaN");
    }

    @Test
    void optionsThatDoNotGoTogetherAreRefused() throws IOException {
        String model = model("cases/bert-classification");
        assertRefused(
                Cli.run("explain", "--model", model, "--similar-to", "a", "--target", "x", "the cat"),
                "--similar-to TEXT explains the similarity: leave");
        assertRefused(
                Cli.run("explain", "--model", model, "--pair", "a", "--ids", "x.json"),
                "--pair TEXT needs a prompt of text");
        assertRefused(
                Cli.run("explain", "--model", model, "--output", "logits", "--generate", "2", "the"),
                "leave --output out");
        assertRefused(
                Cli.run("explain", "--model", model, "--similar-to", "a", "the cat"), "is no sentence-embedding model");
    }
}
