// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lxt.cuda.standin.StandIn;
import org.lxt.explain.result.Attribution;
import org.lxt.explain.result.Closing;
import org.lxt.testkit.cases.CaseResult;
import org.lxt.testkit.cases.CaseRunner;
import org.lxt.testkit.cases.OracleCase;
import org.lxt.testkit.cases.TensorCheck;

/**
 * Every case of every family that a reference implementation computed, from end to end on the stand-in: look-up of
 * libraries, compilation, uploads, launches, products, and all given back at the end.
 */
class CudaCasesTest {
    private StandIn standIn;

    @BeforeEach
    void install() {
        standIn = StandIn.install();
    }

    @AfterEach
    void nothingWasDoneWrongAndNothingIsLeft() {
        assertThat(standIn.misuse()).isEmpty();
        assertThat(standIn.live()).isZero();
    }

    static Stream<Arguments> cases() throws IOException {
        Path folder = Path.of(System.getProperty("lxt.root", "..")).resolve("oracle/cases");
        try (Stream<Path> folders = Files.list(folder)) {
            List<OracleCase> all = folders.sorted().map(OracleCase::read).toList();
            return all.stream()
                    .flatMap(c -> c.layouts().stream().map(layout -> Arguments.of(c.name(layout), c, layout)));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void everyTensorIsWithinTheToleranceAndTheLedgerCloses(String name, OracleCase oracle, String layout) {
        CaseResult result = new CaseRunner("cuda", 1).run(oracle, layout);
        assertThat(result.checks())
                .filteredOn(c -> c.status() != TensorCheck.Status.SKIPPED)
                .allSatisfy(c -> assertThat(c.status()).as(c.toString()).isEqualTo(TensorCheck.Status.OK))
                .extracting(TensorCheck::tensor)
                .contains("embedding_gradient", "latent_relevance", "logits", "relevance");
        for (Attribution a : result.attributions()) {
            Closing closing = a.ledger().orElseThrow();
            assertThat(Math.abs(closing.error()) / closing.turnover())
                    .as("closing error of %s", closing.value())
                    .isLessThan(1e-5);
        }
    }
}
