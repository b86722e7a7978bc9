// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lxt.cli.Cli;
import org.lxt.report.Report;
import org.lxt.report.json.ReportJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands that tell what there is, and generation. */
class CommandsTest {
    @Test
    void doctorTellsWhichBackendIsUsedAndWhyOthersAreNot() {
        String out = Cli.run("doctor").succeeds().out();
        assertThat(out).contains("java ", "memory ", "heap ", "scalar-f64: used only when asked for by --backend");
        assertThat(out.lines().filter(l -> l.endsWith(": used"))).hasSize(1);
        assertThat(out).contains("kernels        avx512: ", "kernels        avx2: ");
    }

    @Test
    void modelsListsFamiliesWithTheirRuleSets() {
        String out = Cli.run("models").succeeds().out();
        assertThat(out)
                .contains("family         llama", "family         qwen2", "family         qwen3_moe")
                .contains("LlamaForCausalLM")
                .contains("attnlrp, cp-lrp, gradient, relp; default attnlrp");
    }

    @Test
    void inspectDescribesACheckpointThatCanBeExplained() {
        String out = Cli.run("inspect").succeeds().out();
        assertThat(out)
                .contains("1,049,728 in 38 tensors, 2.1 MB, stored as BF16")
                .contains("4 layers, hidden size 128, vocabulary 2048, made for 512 positions")
                .contains("tokenizer.json, 2,048 tokens", "attnlrp, cp-lrp, gradient, relp; default attnlrp")
                .contains("can be explained");
        assertThat(Cli.run("inspect", "--model", Cli.oracleCase("llama-cp-lrp"))
                        .succeeds()
                        .out())
                .contains("none: prompts must be given as --ids");
    }

    @Test
    void inspectNamesTheFileThatTheTokenizerIsReadFrom(@TempDir Path folder) throws IOException {
        Path model = Cli.copy(Cli.oracleCase("bert-classification"), folder);
        Files.writeString(model.resolve("vocab.txt"), "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nword\n");
        assertThat(Cli.run("inspect", "--model", model).succeeds().out()).contains("vocab.txt, 6 tokens");
    }

    @Test
    void inspectTellsTheFamilyOfACheckpointThatIsRefused(@TempDir Path folder) throws IOException {
        Path model = Cli.copy(Cli.oracleCase("llama-cp-lrp"), folder);
        Path config = model.resolve("config.json");
        Files.writeString(config, Files.readString(config).replaceFirst("\\{", "{\"alibi\": true,"));
        Cli run = Cli.run("inspect", "--model", model);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).contains("family         llama", "option 'alibi' is true");
    }

    @Test
    void inspectAndVerboseSayWhatWasPassedOverAndTaken(@TempDir Path folder) throws IOException {
        Path model = Cli.copy(Cli.oracleCase("llama-cp-lrp"), folder);
        Path config = model.resolve("config.json");
        Files.writeString(
                config,
                Files.readString(config)
                        .replaceFirst("\\{", "{\"language\": \"en\", \"emb_size\": 5,")
                        .replace("LlamaForCausalLM", "LLaMAForCausalLM"));
        String[] said = {
            "architectures names LLaMAForCausalLM, which transformers does not have: taken for LlamaForCausalLM, by"
                    + " model_type and tensors",
            "options passed over, for nothing in transformers knows them: language, emb_size"
        };
        assertThat(Cli.run("inspect", "--model", model).succeeds().out())
                .contains("family         llama")
                .contains(said)
                .contains("can be explained");
        Path ids = Files.writeString(folder.resolve("ids.json"), "[1, 2, 3]");
        assertThat(Cli.run("explain", "--model", model, "--ids", ids, "--backend", "scalar", "--verbose")
                        .err())
                .contains(said);
    }

    @Test
    void inspectSaysWhatAnAdapterIs(@TempDir Path folder) throws IOException {
        Path model = Cli.copy(Cli.oracleCase("llama-cp-lrp"), folder);
        Files.writeString(model.resolve("adapter_config.json"), "{\"base_model_name_or_path\": \"org/base\"}");
        Cli run = Cli.run("inspect", "--model", model);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .contains("adapter_config.json: the folder holds an adapter for 'org/base', which LXT does not add");
    }

    @Test
    void inspectSaysWhyACheckpointCannotBeExplained(@TempDir Path folder) throws IOException {
        Path original = Cli.oracleCase("llama-cp-lrp");
        Files.copy(original.resolve("model.safetensors"), folder.resolve("model.safetensors"));
        String config = Files.readString(original.resolve("config.json"));
        Files.writeString(folder.resolve("config.json"), config.replace("LlamaForCausalLM", "MambaForCausalLM"));
        Cli run = Cli.run("inspect", "--model", folder);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out())
                .contains("cannot be explained: ", "no installed family knows the architecture MambaForCausalLM");
    }

    @Test
    void generationExplainsEveryTokenThatTheModelSaid() {
        String out = Cli.run("explain", "--generate", 2, "--backend", "scalar")
                .succeeds()
                .out();
        assertThat(out.lines().filter(l -> l.startsWith("explained "))).hasSize(2);
        assertThat(out).contains("explained  \"beans\" (id 662) after token 59").contains("explained  \".\"");
    }

    @Test
    void tokensAreDrawnByASeedAndEndAtAText() {
        List<String> drawn = generated("--generate", 4, "--temperature", 3, "--top-k", 50, "--seed", 9);
        assertThat(generated("--generate", 4, "--temperature", 3, "--top-k", 50, "--seed", 9))
                .isEqualTo(drawn);
        assertThat(generated("--generate", 4, "--temperature", 3, "--top-k", 50, "--seed", 8))
                .isNotEqualTo(drawn);
        assertThat(generated("--generate", 4, "--top-k", 1)).isEqualTo(generated("--generate", 4));
        assertThat(generated("--generate", 9, "--stop", "nowhere", "--stop", "an"))
                .hasSize(1)
                .first()
                .asString()
                .contains("\"beans\"");
    }

    @Test
    void aMatrixHasALineForEachTokenOfTheAnswer(@TempDir Path folder) throws IOException {
        Path answer = Files.writeString(folder.resolve("answer.txt"), " beans and bread");
        Path json = folder.resolve("matrix.json");
        String out = Cli.run(
                        "explain",
                        "--answer",
                        answer,
                        "--matrix",
                        "--measure",
                        "log-probability",
                        "--backend",
                        "scalar",
                        "--json",
                        json)
                .succeeds()
                .out();
        Report report = ReportJson.read(json);
        assertThat(report.matrix()).isTrue();
        assertThat(report.explained()).extracting(e -> e.target().text()).contains(" beans", " bread");
        assertThat(out).contains("\" beans\"", "nothing is missing");
        String part = Cli.run("explain", "--answer", answer, "--matrix", "--span", "bread", "--backend", "scalar")
                .succeeds()
                .out();
        assertThat(part).contains("\" bread\"").doesNotContain("\" beans\"");
    }

    private static List<String> generated(Object... options) {
        List<Object> all = new ArrayList<>(List.of("explain", "--backend", "scalar"));
        all.addAll(List.of(options));
        return Cli.run(all.toArray())
                .succeeds()
                .out()
                .lines()
                .filter(line -> line.startsWith("explained "))
                .toList();
    }

    @Test
    void generationRefusesTargetsOfItsOwn() {
        assertThat(Cli.run("explain", "--generate", 2, "--target", "5").isCalledWrongly())
                .contains("--generate explains the tokens that it generates");
        assertThat(Cli.run("explain", "--generate", -1).isCalledWrongly()).contains("--generate must be at least 1");
    }

    @Test
    void everyKindOfReportIsWritten(@TempDir Path folder) throws IOException {
        Path html = folder.resolve("why.html");
        Path pdf = folder.resolve("why.pdf");
        Path png = folder.resolve("why.png");
        Cli run = Cli.run(
                        "explain",
                        "--target",
                        " beans",
                        "--target",
                        " bread",
                        "--html",
                        html,
                        "--pdf",
                        pdf,
                        "--png",
                        png)
                .succeeds();
        assertThat(Files.readString(html)).startsWith("<!DOCTYPE html>").contains("beans");
        assertThat(Files.readAllBytes(pdf)).startsWith("%PDF-".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        for (String picture : new String[] {"why.png", "why-2.png"}) {
            assertThat(javax.imageio.ImageIO.read(folder.resolve(picture).toFile())
                            .getWidth())
                    .isPositive();
            assertThat(run.out()).contains("written to " + folder.resolve(picture));
        }
    }

    @Test
    void withoutModelTheSampleIsMeasured() {
        Cli run = Cli.run("bench", "--tokens", 8, "--repeats", 2, "--show-relevance")
                .succeeds();
        assertThat(run.lines()).hasSize(3);
        assertThat(run.lines().subList(0, 2)).allMatch(line -> line.startsWith("{\"forward_s\":"));
        JsonNode summary = JsonMapper.shared().readTree(run.lines().getLast());
        assertThat(summary.path("relevance").size()).isEqualTo(8);
        assertThat(summary.path("load_s").asDouble()).isPositive();
    }

    /** Smaller models than the usual prompt is long are measured with a prompt that fits. */
    @Test
    void aPromptIsAsLongAsTheModelTakes() {
        Path model = Cli.oracleCase("llama-cp-lrp");
        assertThat(Cli.run("bench", "--model", model, "--repeats", 1).succeeds().lines())
                .hasSize(2);
        assertThat(Cli.run("bench", "--model", Cli.oracleCase("../sample-vision"), "--tokens", 3)
                        .isCalledWrongly())
                .contains("--tokens is about text, and this model reads images");
        assertThat(Cli.run("bench", "--model", Cli.oracleCase("bert-classification"), "--targets", 99)
                        .isCalledWrongly())
                .contains("--targets must be at most ");
    }

    @Test
    void aPromptIsReadFromAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("prompt.txt"), "Lars Costa likes plums.\n");
        assertThat(Cli.run("explain", "--prompt-file", file).succeeds().out()).contains("explained ");
        assertThat(Cli.run("explain", "--prompt-file", file, "text").isCalledWrongly())
                .contains("--prompt-file FILE is the prompt");
        assertThat(Cli.run("explain", "--prompt-file", folder.resolve("none")).isRefused())
                .contains("there is no file");
        Path latin = Files.write(folder.resolve("latin.txt"), new byte[] {'a', (byte) 0xe4});
        assertThat(Cli.run("explain", "--prompt-file", latin).isRefused()).contains("is not text in UTF-8");
    }
}
