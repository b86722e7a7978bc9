// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.family;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lxt.explain.result.Attribution;
import org.lxt.explain.result.Closing;
import org.lxt.rules.RuleSet;
import org.lxt.testkit.cases.CaseResult;
import org.lxt.testkit.cases.CaseRunner;
import org.lxt.testkit.cases.OracleCase;
import org.lxt.testkit.cases.TensorCheck;

/** Every case of a family that a reference implementation computed, on every backend. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class OracleContract {
    private static final List<String> BACKENDS = List.of("scalar", "scalar-f64", "vector", "stand-in-device");
    private static final List<String> ALWAYS = List.of("embedding_gradient", "latent_relevance", "logits", "relevance");

    private final Path folder;
    private final String prefix;

    /**
     * A contract.
     *
     * @param folder holds the cases
     * @param prefix what the names of the family's cases begin with
     */
    protected OracleContract(Path folder, String prefix) {
        this.folder = folder;
        this.prefix = prefix;
    }

    /** The cases. */
    protected List<Path> cases() throws IOException {
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.filter(f -> f.getFileName().toString().startsWith(prefix))
                    .sorted()
                    .toList();
        }
    }

    Stream<Arguments> casesOnBackends() throws IOException {
        return cases().stream()
                .map(OracleCase::read)
                .flatMap(c -> c.layouts().stream()
                        .flatMap(l -> BACKENDS.stream().map(b -> Arguments.of(c.name(l), b, c, l))));
    }

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("casesOnBackends")
    void everyTensorIsWithinTheTolerance(String name, String backend, OracleCase oracle, String layout) {
        AvailableBackends.assume(backend);
        CaseResult result = new CaseRunner(backend, 2).run(oracle, layout);
        assertThat(result.checks())
                .filteredOn(c -> c.status() != TensorCheck.Status.SKIPPED)
                .allSatisfy(c -> assertThat(c.status()).as(c.toString()).isEqualTo(TensorCheck.Status.OK))
                .extracting(TensorCheck::tensor)
                .containsAll(ALWAYS);
    }

    @ParameterizedTest(name = "{0} on {1}")
    @MethodSource("casesOnBackends")
    void theLedgerCloses(String name, String backend, OracleCase oracle, String layout) {
        AvailableBackends.assume(backend);
        double bound = backend.equals("scalar-f64") ? 1e-12 : 1e-5;
        for (Attribution a : new CaseRunner(backend, 2).run(oracle, layout).attributions()) {
            Closing closing = a.ledger().orElseThrow();
            assertThat(Math.abs(closing.error()) / closing.turnover())
                    .as("closing error of %s", closing.value())
                    .isLessThan(bound);
        }
    }

    @Test
    void plainGradientsDoNotMeetTheExpectationOfRules() throws IOException {
        int controls = 0;
        for (Path oracle : cases()) {
            OracleCase read = OracleCase.read(oracle);
            if (read.rules().equals(RuleSet.GRADIENT.name())) {
                continue;
            }
            CaseResult control = new CaseRunner("scalar", 2).run(read, RuleSet.GRADIENT);
            assertThat(status(control, "relevance")).as(read.name()).isEqualTo(TensorCheck.Status.FAIL);
            assertThat(status(control, "logits")).as(read.name()).isEqualTo(TensorCheck.Status.OK);
            controls++;
        }
        assertThat(controls).isPositive();
    }

    /** The outcome for one tensor. */
    protected static TensorCheck.Status status(CaseResult result, String tensor) {
        return result.checks().stream()
                .filter(c -> c.tensor().equals(tensor))
                .findFirst()
                .orElseThrow()
                .status();
    }
}
