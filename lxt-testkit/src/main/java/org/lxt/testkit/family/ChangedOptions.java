// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.lxt.explain.Explainer;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;
import org.lxt.spi.checkpoint.ModelException;
import org.lxt.testkit.cases.CaseJson;
import tools.jackson.databind.node.ObjectNode;

/** Base of tests of a family's options: cases are explained, or refused, with other options than they were saved with. */
public abstract class ChangedOptions {
    private final Path cases;

    /** Where changed checkpoints are written. */
    @TempDir
    protected Path folder;

    /**
     * A base.
     *
     * @param cases the folder of the cases, each of at least 80 tokens
     */
    protected ChangedOptions(Path cases) {
        this.cases = cases;
    }

    /**
     * A case with other options.
     *
     * @param options a JSON object
     */
    protected final ChangedCase changed(String name, String options) throws IOException {
        ObjectNode added = (ObjectNode) CaseJson.tree("the options of the test", options);
        return new ChangedCase(cases.resolve(name)).options(o -> o.setAll(added));
    }

    /** What the scalar backend explains by it. */
    protected final double[] relevance(ChangedCase changed) throws IOException {
        return relevance(changed.write(folder));
    }

    private static double[] relevance(Path folder) {
        try (Explainer explainer = Explainer.builder(folder).backend("scalar").open()) {
            return explainer
                    .explain(Prompt.ofIds(5, 9, 4, 77, 30, 12, 8, 61), Target.topLogit())
                    .relevance();
        }
    }

    /**
     * Asserts that a case is explained as it was, to the bit.
     *
     * @param options a JSON object of options that are set
     */
    protected final void assertNothingChanges(String name, String options) throws IOException {
        assertThat(relevance(changed(name, options))).isEqualTo(relevance(cases.resolve(name)));
    }

    /** Asserts that a case with one option changed is refused in one sentence that has these words. */
    protected final void assertRefused(String name, String option, String json, String message) throws IOException {
        new ChangedCase(cases.resolve(name)).option(option, json).write(folder);
        assertThatThrownBy(() -> Explainer.open(folder).close())
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(folder.toString())
                .hasMessageContaining(message)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }
}
