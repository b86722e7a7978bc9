package org.lxt.models.llama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lxt.explain.Attribution;
import org.lxt.explain.Closing;
import org.lxt.rules.RuleSet;
import org.lxt.tensor.backend.Backends;
import org.lxt.testkit.cases.CaseResult;
import org.lxt.testkit.cases.CaseRunner;
import org.lxt.testkit.cases.OracleCase;
import org.lxt.testkit.cases.TensorCheck;

/** Every LLaMA case that PyTorch, transformers and lxt computed, on every backend. */
class LlamaOracleTest {
    private static final Path CASES = Path.of(System.getProperty("lxt.root"), "oracle", "cases");
    private static final List<String> BACKENDS = List.of("scalar", "scalar-f64", "vector", "stand-in-device");
    private static final List<String> ALWAYS = List.of("embedding_gradient", "latent_relevance", "logits", "relevance");

    static Stream<Path> cases() throws IOException {
        try (Stream<Path> folders = Files.list(CASES)) {
            return folders.filter(f -> f.getFileName().toString().startsWith("llama-")).sorted().toList().stream();
        }
    }

    static Stream<Arguments> casesOnBackends() throws IOException {
        return cases().flatMap(c -> BACKENDS.stream().map(b -> Arguments.of(c.getFileName(), b, c)));
    }

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("casesOnBackends")
    void everyTensorIsWithinTheTolerance(Path name, String backend, Path folder) {
        assumeAvailable(backend);
        CaseResult result = new CaseRunner(backend, 2).run(OracleCase.read(folder));
        assertThat(result.checks())
                .filteredOn(c -> c.status() != TensorCheck.Status.SKIPPED)
                .allSatisfy(c -> assertThat(c.status()).as(c.toString()).isEqualTo(TensorCheck.Status.OK))
                .extracting(TensorCheck::tensor)
                .containsAll(ALWAYS);
    }

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("casesOnBackends")
    void theLedgerCloses(Path name, String backend, Path folder) {
        assumeAvailable(backend);
        double bound = backend.equals("scalar-f64") ? 1e-12 : 1e-5;
        for (Attribution a :
                new CaseRunner(backend, 2).run(OracleCase.read(folder)).attributions()) {
            Closing closing = a.ledger().orElseThrow();
            assertThat(Math.abs(closing.error()) / closing.turnover())
                    .as("closing error of %s", closing.value())
                    .isLessThan(bound);
        }
    }

    @Test
    void plainGradientsDoNotMeetTheExpectationOfAttnLrp() throws IOException {
        for (Path folder : cases().toList()) {
            OracleCase oracle = OracleCase.read(folder);
            if (oracle.rules().equals("gradient")) {
                continue;
            }
            CaseResult control = new CaseRunner("scalar", 2).run(oracle, RuleSet.GRADIENT);
            assertThat(status(control, "relevance")).as(oracle.name()).isEqualTo(TensorCheck.Status.FAIL);
            assertThat(status(control, "logits")).as(oracle.name()).isEqualTo(TensorCheck.Status.OK);
        }
    }

    @Test
    void methodsThatDoNotExistYetAreShownAsSkipped() {
        CaseResult result = new CaseRunner("scalar", 2).run(OracleCase.read(CASES.resolve("llama-perturbation")));
        assertThat(status(result, "morf_curve")).isEqualTo(TensorCheck.Status.SKIPPED);
        assertThat(status(result, "lerf_order")).isEqualTo(TensorCheck.Status.SKIPPED);
    }

    private static TensorCheck.Status status(CaseResult result, String tensor) {
        return result.checks().stream()
                .filter(c -> c.tensor().equals(tensor))
                .findFirst()
                .orElseThrow()
                .status();
    }

    private static void assumeAvailable(String backend) {
        assumeTrue(
                Backends.providers().stream()
                        .filter(p -> p.name().equals(backend))
                        .findFirst()
                        .orElseThrow()
                        .availability()
                        .available(),
                backend + " cannot run here");
    }
}
