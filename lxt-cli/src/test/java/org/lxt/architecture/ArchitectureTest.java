// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The modules keep to the rules of {@link Architecture}, and each rule would notice if they did not. */
class ArchitectureTest {
    /** Test classes lie in folders of this name, and in jars whose name ends like this. */
    private static final ImportOption MAIN =
            location -> !location.contains("/test-classes/") && !location.contains("-tests.jar");

    private static final JavaClasses OURS =
            new ClassFileImporter().withImportOption(MAIN).importPackages("org.lxt");

    private static final JavaClasses OURS_AND_WRONG = new ClassFileImporter()
            .withImportOption(location -> MAIN.includes(location) || location.contains("/wrong/"))
            .importPackages("org.lxt");

    static Stream<ArchRule> rules() {
        return Architecture.rules().stream();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void ourClassesKeepTheRule(ArchRule rule) {
        assertThat(rule.evaluate(OURS).getFailureReport().getDetails()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aClassThatBreaksTheRuleIsFound(ArchRule rule) {
        assertThat(rule.evaluate(OURS_AND_WRONG).hasViolation()).isTrue();
    }

    @Test
    void theClassesOfEveryModuleAreExaminedAndNoTests() {
        List<String> names = OURS.stream().map(JavaClass::getName).toList();
        assertThat(names)
                .contains(
                        "org.lxt.api.LxtException",
                        "org.lxt.json.JsonReader",
                        "org.lxt.tensor.Tensor",
                        "org.lxt.tensor.vector.VectorBackend",
                        "org.lxt.cuda.CudaBackendProvider",
                        "org.lxt.asm.Avx512Kernels",
                        "org.lxt.rules.Rules",
                        "org.lxt.spi.Model",
                        "org.lxt.checkpoint.Checkpoint",
                        "org.lxt.vision.RgbImage",
                        "org.lxt.tokenizers.Tokenizer",
                        "org.lxt.chat.ChatTemplate",
                        "org.lxt.explain.Explainer",
                        "org.lxt.report.Report",
                        "org.lxt.report.pdf.PdfReport",
                        "org.lxt.samples.Sample",
                        "org.lxt.hub.Hub",
                        "org.lxt.tasks.Task",
                        "org.lxt.evaluate.run.EvaluationRun",
                        "org.lxt.testkit.cases.CaseRunner",
                        "org.lxt.models.llama.LlamaPlugin",
                        "org.lxt.models.qwen.QwenPlugin",
                        "org.lxt.models.bert.BertPlugin",
                        "org.lxt.models.deberta.DebertaPlugin",
                        "org.lxt.models.modernbert.ModernBertPlugin",
                        "org.lxt.models.vit.VitPlugin",
                        "org.lxt.models.gpt2.Gpt2Plugin",
                        "org.lxt.models.gemma.GemmaPlugin",
                        "org.lxt.models.phi.PhiPlugin",
                        "org.lxt.models.olmo.OlmoPlugin",
                        "org.lxt.models.gptoss.GptOssPlugin",
                        "org.lxt.models.smollm3.SmolLm3Plugin",
                        "org.lxt.models.granite.GranitePlugin",
                        "org.lxt.models.mistral.MistralPlugin",
                        "org.lxt.cli.Main")
                .noneMatch(name -> name.endsWith("Test") || name.contains(".wrong."));
    }
}
