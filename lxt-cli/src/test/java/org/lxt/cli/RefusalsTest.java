// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every wrong use is answered with one sentence and the right exit code. */
class RefusalsTest {
    @TempDir
    Path folder;

    @Test
    void noCommand() {
        assertThat(Cli.run().isCalledWrongly()).isEqualTo("lxt: a command is missing (see 'lxt --help')");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "expain | there is no command 'expain'; did you mean 'explain'?",
                "explain --modle x | there is no option '--modle'; did you mean '--model'?",
                "explain --zzz x | there is no option '--zzz' (see",
                "explain --model | --model",
                "explain one two | 'two' is one argument too many; put a prompt of several words in quotation marks",
                "models all | 'all' is one argument too many (see",
                "explain --generate 0 | --generate must be at least 1",
                "explain --json why --html ./why | two reports cannot both be why; give each a file of its own",
                "explain --rules lrp | there is no rule set 'lrp'; there are: attnlrp, cp-lrp, gradient, relp",
                "explain --threads 0 | '--threads': '0' is not a number from 1 to 4096",
                "explain --threads -1 | '--threads': '-1' is not a number from 1",
                "explain --threads x | '--threads': 'x' is not a number from 1",
                "explain --threads 99999 | '99999' is not a number from 1",
                "check --threads 0 . | '--threads': '0' is not a number from 1",
                "explain --pack-memory -1 | --pack-memory must be from 0 to",
                "explain --pack-memory 99999999 | MB, which the heap has, not 99999999",
                "explain --position first | 'first' is not a whole number",
                "explain --top 1.5 | '1.5' is not a whole number",
                "explain --backend metal | there is no backend 'metal'; there are: ",
                "explain --kernels avx1 | there are no kernels 'avx1'; there are: ",
                "explain --backend scalar --kernels avx2 | --kernels is for the backend vector, not for scalar",
                "explain --gpu-memory 0 | --gpu-memory must be from 1 to",
                "explain --gpu-memory x | 'x' is not",
                "explain --precision fp8 | 'fp8' is none of float32, tf32 and bf16",
                "explain --top 0 | --top must be at least 1",
                "explain --top 3 --all | give --top N or --all, not both",
                "explain --color red | 'red' is none of auto, always and never",
                "explain --generate x | 'x' is not a whole number",
                "explain --generate 3 --temperature 0 | the temperature must be a number above 0, not 0.0",
                "explain --generate 3 --temperature hot | 'hot' is not a number",
                "explain --generate 3 --top-k 0 | top-k must leave at least 1 token, not 0",
                "explain --generate 3 --top-p 1.5 | top-p must be above 0 and at most 1, not 1.5",
                "explain --generate 3 --top-p 0 | top-p must be above 0 and at most 1, not 0.0",
                "explain --temperature 1 | are about how an answer is generated: give --generate N",
                "explain --matrix x | --span, --matrix, --measure and --hops are about an answer: give --generate N",
                "bench --each | --each and --measure are about an answer: give --answer N",
                "bench --answer 3 --generate 3 | leave one out",
                "bench --answer 0 | --answer must be at least 1, not 0",
                "bench --answer 512 --tokens 12 | --answer must be less than the 12 tokens of the prompt",
                "bench --generate 0 | --generate must be at least 1, not 0",
                "explain --stop x | are about how an answer is generated: give --generate N",
                "explain --answer x.txt --seed 1 | leave them out with --answer FILE",
                "explain --zoom 2 | are about images",
                "explain --chat --ids 1 | --chat needs a prompt of text",
                "explain --system Be | --system works only with --chat",
                "explain --pair x --ids 1 | --pair TEXT needs a prompt of text",
                "explain --quiet | with --quiet there is nothing to do but to write a report",
                "explain --keep-going | --keep-going is about the lines of --prompts FILE",
                "explain --html | --html",
                "bench --tokens 0 | --tokens must be at least 1, not 0",
                "bench --tokens 513 | --tokens must be at most 512, which the model was made for, not 513",
                "bench --targets 0 | --targets must be at least 1",
                "bench --batch 0 | --batch must be at least 1",
                "bench --repeats -1 | --repeats must be at least 1",
                "bench --gamma 1 | --gamma",
                "bench --gamma 1 x | 'x' is not a number",
                "bench --gamma 1 -1 | a gamma must be a number, 0 or more",
                "bench --rules lrp | there is no rule set 'lrp'",
                "bench --backend metal | there is no backend 'metal'",
                "bench --pack-memory -1 | --pack-memory must be from 0 to",
                "check --backend metal:1 . | there is no backend 'metal:1'",
                "completion | SHELL",
                "completion fish | fish",
                "new-plugin | NAME",
                "new-plugin Mistral | a family's name begins with",
                "new-plugin llama | there is a family 'llama' already",
                "new-plugin x --package 1 | '1' is not a package name",
                "doctor now | 'now' is one argument too many",
                "inspect x | 'x' is one argument too many",
                "models --model x | there is no option '--model'",
                "check | CASE",
            })
    void wrongCalls(String call, String sentence) {
        assertThat(Cli.run((Object[]) call.split(" ")).isCalledWrongly()).contains(sentence);
    }

    @Test
    void aPromptAndIdsExcludeEachOther() {
        assertThat(Cli.run("explain", "--ids", "ids.json", "Lars likes").isCalledWrongly())
                .contains("give the prompt as text or as --ids, not both");
    }

    @Test
    void aModelOfYourOwnNeedsAPrompt() {
        assertThat(Cli.run("explain", "--model", Cli.oracleCase("llama-cp-lrp")).isCalledWrongly())
                .contains("a prompt is missing: give a text, --image FILE, or --ids IDS");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "--target | 2048 | target 2048 is outside the model's vocabulary, which ends at 2047",
                "--target | -1 | target -1 is outside the model's vocabulary",
                "--target | 9999999999 | is outside the model's vocabulary",
                "--target | ` beans on toast` | a target is one; name one of them or its id",
                "--target | beans | did you mean \" beans\" (with the space)?",
                "--contrast | bread | did you mean \" bread\" (with the space)?",
                "--target | `  beans` | did you mean \" beans\" (with the space)?",
                "--contrast | 2048 | target 2048 is outside the model's vocabulary",
                "--contrast | ` beans` | the target token 662 cannot be contrasted with itself",
                "--output | logit | the model has no output 'logit'; it has: logits",
                "--position | 60 | position 60 is outside the prompt of 60 tokens",
                "--position | -61 | position -61 is outside the prompt of 60 tokens",
            })
    void whatTheModelDoesNotHave(String option, String value, String sentence) {
        assertThat(Cli.run("explain", option, value).isRefused()).contains(sentence);
    }

    @Test
    void aTargetWithoutText() {
        assertThat(Cli.run("explain", "--target", "").isRefused()).contains("a target has no text");
    }

    @Test
    void anEmptyPrompt() {
        assertThat(Cli.run("explain", "").isRefused()).isEqualTo("lxt: the prompt is empty; give some text");
    }

    @Test
    void aPromptThatIsTooLong() {
        assertThat(Cli.run("explain", "beans ".repeat(600)).isRefused())
                .contains("the model was made for at most 512; shorten it");
    }

    @Test
    void aModelFolderThatIsNotThere() {
        Path missing = folder.resolve("missing");
        assertThat(Cli.run("explain", "--model", missing, "Lars likes").isCalledWrongly())
                .isEqualTo("lxt: --model " + missing
                        + " does not exist; give the path of a checkpoint folder, or the ORG/NAME of a model of the hub"
                        + " (see 'lxt explain --help')");
    }

    @Test
    void aFolderThatIsNoCheckpoint() {
        assertThat(Cli.run("explain", "--model", folder, "Lars likes").fails()).contains("has no config.json");
    }

    @Test
    void aFolderForTheJsonThatIsNotThereIsNoticedBeforeAnythingIsComputed() {
        Path file = folder.resolve("missing").resolve("why.json");
        assertThat(Cli.run("explain", "--json", file).isRefused())
                .isEqualTo("lxt: there is no folder " + folder.resolve("missing") + " to write why.json to");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/"})
    void aFolderIsNoFileForTheJson(String below) {
        Path place = below.isEmpty() ? folder : Path.of(below);
        assertThat(Cli.run("explain", "--json", place).isRefused())
                .isEqualTo("lxt: " + place + " is a folder; name a file to write the explanation to");
        assertThat(place).isDirectory();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 8, 100, -1})
    void aTruncatedCheckpoint(int length) throws IOException {
        Path model = Cli.copy(Cli.oracleCase("llama-cp-lrp"), folder);
        Path weights = model.resolve("model.safetensors");
        byte[] bytes = Files.readAllBytes(weights);
        Files.write(weights, Arrays.copyOf(bytes, length < 0 ? bytes.length + length : length));
        assertThat(explainByIds(model)).contains("model.safetensors");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{", "[]", "null", "{\"architectures\": 3}", "{\"architectures\": [\"LlamaForCausalLM\"]}"})
    void aBrokenConfiguration(String text) throws IOException {
        Path model = Cli.copy(Cli.oracleCase("llama-cp-lrp"), folder);
        Files.writeString(model.resolve("config.json"), text);
        assertThat(explainByIds(model)).contains("config.json");
    }

    @Test
    void aBrokenTokenizer() throws IOException {
        Path model = Cli.copy(Cli.oracleCase("llama-cp-lrp"), folder);
        Files.writeString(model.resolve("tokenizer.json"), "{\"model\": ");
        assertThat(explainByIds(model)).contains("tokenizer.json");
    }

    @Test
    void aMessageHoldsNoControlCharactersFromTheCommandLine() {
        assertThat(Cli.run("explain", "--target", "\u001b]0;gone\u0007").isRefused())
                .contains("\\u001b]0;gone\\u0007")
                .doesNotContain("\u001b")
                .doesNotContain("\u0007");
        assertThat(Cli.run("explain", "--no\u001b[2Jption\n").isCalledWrongly()).doesNotContain("\u001b");
    }

    private String explainByIds(Path model) throws IOException {
        Path ids = Files.writeString(folder.resolve("ids"), "1 2 3");
        return Cli.run("explain", "--model", model, "--ids", ids).fails();
    }
}
