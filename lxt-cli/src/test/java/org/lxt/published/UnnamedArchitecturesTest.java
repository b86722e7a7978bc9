// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lxt.checkpoint.Checkpoint;
import org.lxt.spi.Model;
import org.lxt.spi.ModelFamily;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.host.ModelMap;
import org.lxt.tensor.Scope;
import org.lxt.tensor.ScopeOptions;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.BackendOptions;
import org.lxt.tensor.backend.Backends;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every reference case of transformers' classes without {@code architectures}: its model type and its tensors tell the same
 * model.
 */
class UnnamedArchitecturesTest {
    private static final Path CASES = Path.of(System.getProperty("lxt.root"), "oracle", "cases");
    private static final ModelMap MODELS = ModelMap.defaults();

    static List<Path> cases() throws IOException {
        try (Stream<Path> folders = Files.list(CASES)) {
            return folders.filter(f ->
                            options(f).containsKey("model_type") && options(f).containsKey("architectures"))
                    .filter(f -> !"torchvision_vit".equals(options(f).get("model_type")))
                    // What is stored in other formats loses that option when the checkpoint is opened.
                    .filter(f -> !options(f).containsKey("quantization_config"))
                    .filter(f -> !isOneOfSeveral(options(f)))
                    .sorted()
                    .toList();
        }
    }

    /** ModernBERT's classifiers of texts, tokens, spans and choices have the same tensors; it says so (ModernBertOptionsTest). */
    private static boolean isOneOfSeveral(Map<String, Object> options) {
        return String.valueOf(options.get("architectures"))
                .matches(
                        "\\[ModernBertFor(SequenceClassification|TokenClassification|QuestionAnswering|MultipleChoice)]");
    }

    private static Map<String, Object> options(Path folder) {
        Path file = folder.resolve("config.json");
        return Files.exists(file)
                ? JsonMapper.shared().readValue(file.toFile(), new TypeReference<LinkedHashMap<String, Object>>() {})
                : Map.of();
    }

    /**
     * A model as far as it can be told from outside.
     *
     * @param remarks on its options
     */
    private record Told(String family, String model, List<String> remarks) {}

    private static Told load(Checkpoint checkpoint, Map<String, Object> options) {
        ModelConfig config = ModelConfig.of("config.json", options);
        try (Backend backend = Backends.named("scalar", BackendOptions.defaults());
                Scope scope = Scope.open(backend, ScopeOptions.PLAIN)) {
            ModelFamily family = MODELS.familyOf(config, checkpoint);
            Model model = family.load(config, checkpoint, scope);
            return new Told(family.name(), model.sizes() + " " + model.outputs(), config.remarks());
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theModelTypeAndTheTensorsTellTheSameModel(Path folder) {
        Map<String, Object> named = options(folder);
        Map<String, Object> unnamed = new LinkedHashMap<>(named);
        unnamed.remove("architectures");
        Map<String, Object> unheard = new LinkedHashMap<>(named);
        unheard.put("architectures", List.of("NobodyKnowsItForAnything"));
        try (Checkpoint checkpoint = Checkpoint.open(folder)) {
            Told expected = load(checkpoint, named);
            String taken =
                    "taken for " + ((List<?>) named.get("architectures")).getFirst() + ", by model_type and tensors";
            assertThat(load(checkpoint, unnamed))
                    .isEqualTo(new Told(
                            expected.family(), expected.model(), List.of("architectures is absent: " + taken)));
            assertThat(load(checkpoint, unheard).remarks())
                    .containsExactly(
                            "architectures names NobodyKnowsItForAnything, which transformers does not have: " + taken);
        }
    }

    @Test
    void thereAreCasesOfEveryFamilyOfTransformers() throws IOException {
        assertThat(cases().stream().map(f -> options(f).get("model_type")).distinct())
                .contains(
                        "llama",
                        "qwen2",
                        "qwen3",
                        "qwen3_moe",
                        "gpt2",
                        "gemma3",
                        "gemma3_text",
                        "bert",
                        "roberta",
                        "xlm-roberta",
                        "distilbert",
                        "vit",
                        "deit");
    }
}
