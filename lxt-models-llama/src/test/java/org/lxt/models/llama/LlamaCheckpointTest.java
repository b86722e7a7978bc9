// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.llama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lxt.tensor.ops.Operations.activate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lxt.checkpoint.SafetensorsFile;
import org.lxt.checkpoint.SafetensorsWriter;
import org.lxt.explain.Explainer;
import org.lxt.explain.request.ExplainException;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;
import org.lxt.rules.Patches;
import org.lxt.rules.RuleSet;
import org.lxt.spi.ModelPlugin;
import org.lxt.spi.checkpoint.ModelException;
import org.lxt.spi.host.ModelMap;
import org.lxt.tensor.StrictModeException;
import org.lxt.tensor.backend.kernel.Activation;

/** Checkpoints that cannot be used, plugins that clash, rules that are missing. */
class LlamaCheckpointTest {
    private static final Path CASE = Path.of(System.getProperty("lxt.root"), "oracle", "cases", "llama-rope-yarn");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"rope_type\": \"yarn\" | \"rope_type\": \"su\" | option 'rope_parameters.rope_type' is su,"
                        + " which the family 'llama' does not implement; supported: default, linear, dynamic, yarn,"
                        + " longrope, llama3",
                "\"hidden_act\": \"silu\" | \"hidden_act\": \"mish\" | option 'hidden_act' is mish",
                "\"hidden_size\": 32 | \"hidden_size\": -3 | option 'hidden_size' must be a positive integer, but is -3",
                "\"hidden_size\": 32 | \"hidden_size\": 16 | config.json asks for",
                "\"vocab_size\": 100 | \"vocab\": 100 | option 'vocab_size' is missing",
                "\"use_cache\": true | \"quantization_config\": {\"bits\": 4} | option 'quantization_config'",
                "\"use_cache\": true | \"partial_rotary_factor\": 0.5 | option 'partial_rotary_factor' is 0.5",
                "LlamaForCausalLM | MambaForCausalLM | no installed family knows the architecture MambaForCausalLM;"
                        + " 'lxt models' lists the families, and plugins add others",
            })
    void aConfigThatCannotBeUsedIsRefusedByName(String original, String replacement, String message)
            throws IOException {
        copyCase();
        Path config = folder.resolve("config.json");
        String text = Files.readString(config);
        assertThat(text).contains(original);
        Files.writeString(config, text.replace(original, replacement));
        assertThatThrownBy(() -> Explainer.open(folder).close())
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(message);
    }

    @Test
    void nanWeightsGiveASentenceAndNotANumber() throws IOException {
        copyCase();
        SafetensorsWriter writer = new SafetensorsWriter();
        try (SafetensorsFile original = SafetensorsFile.open(CASE.resolve("model.safetensors"))) {
            original.tensors().forEach((name, entry) -> {
                double[] values = original.values(name);
                float[] copy = new float[values.length];
                for (int i = 0; i < copy.length; i++) {
                    copy[i] = name.equals("model.layers.1.mlp.up_proj.weight") ? Float.NaN : (float) values[i];
                }
                writer.add(name, copy, entry.shape());
            });
        }
        writer.write(folder.resolve("model.safetensors"));
        try (Explainer explainer = Explainer.open(folder)) {
            assertThatThrownBy(() -> explainer.explain(Prompt.ofIds(1, 2, 3), Target.topLogit()))
                    .isInstanceOf(ExplainException.class)
                    .hasMessageContaining("the model computed NaN as a logit at position 2")
                    .hasMessageContaining("check the checkpoint");
        }
    }

    @Test
    void thePluginIsFoundAsAServiceAndInAnExplicitMap() {
        assertThat(ServiceLoader.load(ModelPlugin.class)).hasAtLeastOneElementOfType(LlamaPlugin.class);
        assertThat(ModelMap.defaults().families()).extracting("name").contains("llama");
        ModelMap explicit = ModelMap.of(List.of(new LlamaPlugin()));
        Explainer.builder(CASE).models(explicit).open().close();
        assertThatThrownBy(() ->
                        Explainer.builder(CASE).models(ModelMap.of(List.of())).open())
                .hasMessageContaining("LlamaForCausalLM, for no plugin is installed");
    }

    @Test
    void twoPluginsThatRecogniseOneCheckpointAreAnErrorThatNamesBoth() {
        ModelPlugin other = map -> map.family("other-llama")
                .architectures("LlamaForCausalLM")
                .options(LlamaOptions.KNOWN)
                .loader(LlamaConfig::read, LlamaModel::load);
        ModelMap both = ModelMap.of(List.of(new LlamaPlugin(), other));
        assertThatThrownBy(() -> Explainer.builder(CASE).models(both).open())
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("two plugins recognise this checkpoint")
                .hasMessageContaining("family 'llama' of ")
                .hasMessageContaining("family 'other-llama' of ")
                .hasMessageContaining("classes");
    }

    @Test
    void aRemovedRuleMakesStrictModeNameTheOperationAndItsLine() {
        int line =
                StackWalker.getInstance().walk(s -> s.findFirst().orElseThrow().getLineNumber()) + 1;
        Patches.ActivationRule forgotten = (at, f, x) -> f == Activation.SILU ? activate(f, x) : x;
        ModelPlugin plugin = map -> map.family("llama")
                .architectures("LlamaForCausalLM")
                .patches(
                        RuleSet.ATTN_LRP,
                        Patches.attnLrp().toBuilder().activation(forgotten).build())
                .options(LlamaOptions.KNOWN)
                .loader(LlamaConfig::read, LlamaModel::load);
        try (Explainer explainer =
                Explainer.builder(CASE).models(ModelMap.of(List.of(plugin))).open()) {
            assertThatThrownBy(() -> explainer.explain(Prompt.ofIds(1, 2, 3), Target.topLogit()))
                    .isInstanceOf(StrictModeException.class)
                    .hasMessageContaining("'silu'")
                    .hasMessageContaining("LlamaCheckpointTest.java:" + line);
        }
    }

    private void copyCase() throws IOException {
        for (String file : List.of("config.json", "model.safetensors")) {
            Files.copy(CASE.resolve(file), folder.resolve(file));
        }
    }
}
