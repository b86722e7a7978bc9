package org.lxt.models.llama;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.lxt.testkit.cases.CaseResult;
import org.lxt.testkit.cases.CaseRunner;
import org.lxt.testkit.cases.OracleCase;
import org.lxt.testkit.cases.TensorCheck;
import org.lxt.testkit.family.OracleContract;

/** Every LLaMA case that PyTorch, transformers and lxt computed. */
class LlamaOracleTest extends OracleContract {
    private static final Path CASES = Path.of(System.getProperty("lxt.root"), "oracle", "cases");

    LlamaOracleTest() {
        super(CASES, "llama-");
    }

    @Test
    void methodsThatDoNotExistYetAreShownAsSkipped() {
        CaseResult result = new CaseRunner("scalar", 2).run(OracleCase.read(CASES.resolve("llama-perturbation")));
        assertThat(status(result, "morf_curve")).isEqualTo(TensorCheck.Status.SKIPPED);
        assertThat(status(result, "lerf_order")).isEqualTo(TensorCheck.Status.SKIPPED);
    }
}
