// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.lxt.checkpoint.SafetensorsFile;
import org.lxt.spi.ModelPlugin;
import org.lxt.spi.host.ModelMap;
import org.lxt.testkit.cases.CaseJson;
import org.lxt.testkit.cases.CaseResult;
import org.lxt.testkit.cases.CaseRunner;
import org.lxt.testkit.cases.OracleCase;
import org.lxt.testkit.cases.TensorCheck;
import org.lxt.testkit.contract.check.AttentionCheck;
import org.lxt.testkit.contract.check.DifferencesCheck;
import org.lxt.testkit.contract.check.ForwardCheck;
import org.lxt.testkit.contract.check.LedgerCheck;
import org.lxt.testkit.contract.check.OptionsCheck;
import org.lxt.testkit.contract.check.PackingCheck;
import org.lxt.testkit.contract.check.ParametersCheck;
import org.lxt.testkit.contract.check.RegistrationCheck;
import org.lxt.testkit.contract.check.VisibilityCheck;
import org.lxt.testkit.contract.subject.Subject;

/**
 * What every plugin for a model family must satisfy. An author extends it, and names the plugin and the options of a small
 * model; no checkpoint is needed, as the parameters are random numbers of the shapes that the loader asks for.
 *
 * {@snippet :
 * class Exaone4ContractTest extends ModelPluginContract {
 *     Exaone4ContractTest() {
 *         super(new Exaone4Plugin(), Path.of("src/test/cases/exaone4-window/config.json"));
 *     }
 * }
 * }
 *
 * <p>Give the model at least two layers, fewer key-value heads than heads, and each option that the family handles; write
 * one such test for each kind of model that the plugin has. Where a reference has computed cases, {@link #oracleCases}
 * names them: they alone can tell whether the forward pass is that of the paper.
 */
public abstract class ModelPluginContract {
    private final Subject subject;

    /**
     * A contract.
     *
     * @param plugin the plugin
     * @param config a {@code config.json} of a small model, as the file's text
     */
    protected ModelPluginContract(ModelPlugin plugin, String config) {
        this(plugin, config, Map.of());
    }

    /**
     * A contract.
     *
     * @param plugin the plugin
     * @param config a {@code config.json} of a small model
     */
    protected ModelPluginContract(ModelPlugin plugin, Path config) {
        this(plugin, text(config));
    }

    /**
     * A contract for a family whose loader asks for the shapes of parameters before it reads them.
     *
     * @param plugin the plugin
     * @param config a {@code config.json} of a small model
     * @param weights a safetensors file, of which the shapes alone are used
     */
    protected ModelPluginContract(ModelPlugin plugin, Path config, Path weights) {
        this(plugin, text(config), shapes(weights));
    }

    private ModelPluginContract(ModelPlugin plugin, String config, Map<String, long[]> shapes) {
        subject = new Subject(plugin, parse(config), shapes);
    }

    private static Map<String, long[]> shapes(Path weights) {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        try (SafetensorsFile file = SafetensorsFile.open(weights)) {
            file.tensors().forEach((name, entry) -> shapes.put(name, entry.shape()));
        }
        return shapes;
    }

    private static Map<String, Object> parse(String config) {
        return CaseJson.options("the text of the options", config);
    }

    private static String text(Path config) {
        try {
            return Files.readString(config);
        } catch (IOException e) {
            throw new UncheckedIOException("the options cannot be read from " + config.toAbsolutePath(), e);
        }
    }

    /** Folders of cases that a reference implementation computed, see {@code docs/oracle-cases.md}; none by default. */
    protected List<Path> oracleCases() {
        return List.of();
    }

    /**
     * Whether a function that all rule sets leave to its ordinary derivative is at a site; none by default. A router or a
     * cap on logits is such a function where the reference leaves it alone.
     *
     * @param site path, such as {@code layers.1.mlp.router}
     */
    protected boolean mayBeOrdinary(String site) {
        return false;
    }

    /**
     * Whether an option of this model may change nothing although its loader reads it, as it matters to other models only;
     * none by default.
     *
     * @param option name, with those of the groups around it, such as {@code rope_parameters.factor}
     */
    protected boolean mayChangeNothing(String option) {
        return false;
    }

    /** Class path and module path find the plugin, and it registers a family. */
    @Test
    protected void thePluginIsFoundAndRegistersAWholeFamily() {
        assertThat(RegistrationCheck.of(subject)).isEmpty();
    }

    /** Every rule set loads and runs, and the forward result is the same for all, to the bit. */
    @Test
    protected void everyRuleSetLoadsAndGivesTheSameForwardResult() {
        assertThat(ForwardCheck.of(subject)).isEmpty();
    }

    /** The ledger closes, and relevance is absorbed for allowed causes only. */
    @Test
    protected void theLedgerClosesWithAllowedCauses() {
        assertThat(LedgerCheck.of(subject, this::mayBeOrdinary)).isEmpty();
    }

    /** The plain gradient is the derivative. */
    @Test
    protected void thePlainGradientAgreesWithFiniteDifferences() {
        assertThat(DifferencesCheck.of(subject)).isEmpty();
    }

    /** Attention under AttnLRP is the uniform rule on both of its products. */
    @Test
    protected void attentionByFourFourTwoIsTheUniformRuleWrittenOut() {
        assertThat(AttentionCheck.of(subject)).isEmpty();
    }

    /** A packed batch gives what single runs give. */
    @Test
    protected void aPackedBatchGivesWhatSingleRunsGive() {
        assertThat(PackingCheck.of(subject)).isEmpty();
    }

    /** A token sees those before it, and as many as a window says. */
    @Test
    protected void theMaskLetsATokenSeeWhatItMay() {
        assertThat(VisibilityCheck.of(subject)).isEmpty();
    }

    /** Every parameter that is looked up is used, and projections go where their names say. */
    @Test
    protected void everyParameterIsReadAndGoesWhereItsNameSays() {
        assertThat(ParametersCheck.of(subject)).isEmpty();
    }

    /** Every option is read or refused. */
    @Test
    protected void everyOptionIsReadOrRefused() {
        assertThat(OptionsCheck.of(subject, this::mayChangeNothing)).isEmpty();
    }

    /** Every tensor of every case is within its tolerance, in float64 and float32. */
    @TestFactory
    protected Stream<DynamicTest> oracleCasesAgree() {
        return oracleCases().stream()
                .map(folder -> DynamicTest.dynamicTest(folder.getFileName().toString(), () -> agree(folder)));
    }

    private void agree(Path folder) {
        for (String backend : List.of(Subject.EXACT, "scalar")) {
            CaseResult result = new CaseRunner(backend, 1)
                    .models(ModelMap.of(List.of(subject.plugin())))
                    .run(OracleCase.read(folder));
            assertThat(result.checks()).anyMatch(c -> c.status() == TensorCheck.Status.OK);
            assertThat(result.checks())
                    .allSatisfy(c -> assertThat(c.status())
                            .as("%s on %s: %s", folder, backend, c)
                            .isNotEqualTo(TensorCheck.Status.FAIL));
        }
    }
}
