// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.input;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.cli.Cli;

/** Prompts as token ids, on a checkpoint that has no tokenizer. */
class TokenIdsTest {
    private static final Path MODEL = Cli.oracleCase("llama-cp-lrp");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[32, 47, 46]",
                "32 47 46",
                "32,47,46",
                "32\n47\r\n46\n",
                " [\n 32,\n 47,\n 46\n]\n",
                "32 , 47\t46"
            })
    void everyWayToWriteIdsReadsTheSame(String text) throws IOException {
        InputStream none = InputStream.nullInputStream();
        assertThat(TokenIds.of(file(text).toString(), none)).containsExactly(32, 47, 46);
        assertThat(TokenIds.of(text, none)).containsExactly(32, 47, 46);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(TokenIds.of("-", new ByteArrayInputStream(bytes))).containsExactly(32, 47, 46);
    }

    @ParameterizedTest
    @ValueSource(strings = {"32,47,46", "[32, 47, 46]", "32 47 46"})
    void idsAreGivenAsTheyAre(String ids) {
        assertThat(Cli.run("explain", "--model", MODEL, "--ids", ids).succeeds().out())
                .contains("all 3 tokens", "\"<32>\"", "\"<47>\"", "\"<46>\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1,,2 | --ids: '' is not a token id; ids are whole numbers from 0",
                "[1,2 | --ids begins or ends with a bracket, but not both",
                "1,x | '1,x' is neither a file nor a list of token ids; give a file, or ids such as 1,2,3",
                "1,100 | token 1 has id 100, but the model's vocabulary ends at 99",
            })
    void wrongIdsAreAWrongCall(String ids, String sentence) {
        assertThat(Cli.run("explain", "--model", MODEL, "--ids", ids).isRefused())
                .contains(sentence);
    }

    @Test
    void aModelWithoutTokenizerIsExplainedByIds() throws IOException {
        Path json = folder.resolve("why.json");
        Cli run = Cli.run("explain", "--model", MODEL, "--ids", file("[32, 47, 46]"), "--json", json)
                .succeeds();
        assertThat(run.out()).contains("all 3 tokens", "\"<32>\"", "\"<47>\"", "\"<46>\"");
        assertThat(Files.readString(json)).doesNotContain("\"prompt\"");
    }

    @Test
    void aTargetIsNamedByIdWhereThereIsNoTokenizer() throws IOException {
        Path ids = file("[32, 47, 46]");
        assertThat(Cli.run("explain", "--model", MODEL, "--ids", ids, "--target", "5")
                        .succeeds()
                        .out())
                .contains("explained  \"<5>\" (id 5)");
        assertThat(Cli.run("explain", "--model", MODEL, "--ids", ids, "--target", " beans")
                        .isRefused())
                .contains("the target ' beans' is text, but this checkpoint has no tokenizer.json");
    }

    @Test
    void textForAModelWithoutTokenizerIsRefused() {
        assertThat(Cli.run("explain", "--model", MODEL, "Lars likes").isRefused())
                .isEqualTo(
                        "lxt: this checkpoint has no tokenizer.json, so it cannot read text; give token ids instead");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[1, 2 | begins or ends with a bracket, but not both",
                "1, 2] | begins or ends with a bracket, but not both",
                "[ | begins or ends with a bracket, but not both",
                "[] | holds no token ids; give at least one",
                "`` | holds no token ids; give at least one",
                "1 two 3 | 'two' is not a token id; ids are whole numbers from 0",
                "[1.5] | '1.5' is not a token id",
                "[[1, 2]] | '[1' is not a token id",
                "[1,,2] | '' is not a token id",
                "99999999999 | '99999999999' is not a token id",
                "{\"ids\": [1]} | '{\"ids\":' is not a token id",
            })
    void whatIsNoListOfIdsIsRefused(String text, String sentence) throws IOException {
        assertThat(explain(file(text))).contains(sentence);
    }

    @Test
    void aLongWordIsNotQuotedInFull() throws IOException {
        assertThat(explain(file("x".repeat(100_000))))
                .contains("'" + "x".repeat(40) + "...' is not a token id")
                .hasSizeLessThan(400);
    }

    @Test
    void bytesThatAreNoTextAreRefused() throws IOException {
        Path file = folder.resolve("ids");
        Files.write(file, new byte[] {'1', (byte) 0xff, (byte) 0xfe});
        assertThat(explain(file)).contains("is not a text file in UTF-8; give a file of token ids");
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        Path file = folder.resolve("missing.json");
        assertThat(explain(file)).isEqualTo("lxt: there is no file " + file);
    }

    @Test
    void aFolderIsNoFile() {
        assertThat(explain(folder)).isEqualTo("lxt: " + folder + " is a folder; give a file of token ids");
    }

    private static String explain(Path ids) {
        return Cli.run("explain", "--model", MODEL, "--ids", ids).isRefused();
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("ids"), text);
    }
}
