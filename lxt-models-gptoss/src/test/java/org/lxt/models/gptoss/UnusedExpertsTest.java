// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.gptoss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lxt.explain.Explainer;
import org.lxt.explain.request.ExplainException;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.Attribution;
import org.lxt.explain.units.UnitRelevance;

/** One token goes to two of four experts; the values of the other two have the names and widths of those. */
class UnusedExpertsTest {
    private static final Path MODEL = Path.of(System.getProperty("lxt.root"), "oracle", "cases", "gpt_oss-attnlrp");

    private static final int INNER = 24;

    private static Attribution observing(String... names) {
        try (Explainer lxt = Explainer.builder(MODEL).backend("scalar-f64").open()) {
            return lxt.observing(names).explain(Prompt.ofIds(7), Target.topLogit());
        }
    }

    @Test
    void theyHaveTheNamesAndWidthsOfUsedOnes() {
        Attribution a = observing("layers.0.mlp.experts.*.*");
        List<String> used = names(a, true);
        assertThat(IntStream.range(0, 4).mapToObj(e -> ofExpert(a, e)).distinct())
                .singleElement()
                .asString()
                .contains("gate_up_proj " + 2 * INNER, "act " + INNER, "neurons " + INNER, "down_proj 32")
                .doesNotContain(" up_proj");
        assertThat(used).hasSize(names(a, false).size() / 2);
    }

    /** The last step of each name with its units, in order. */
    private static String ofExpert(Attribution a, int expert) {
        String prefix = "layers.0.mlp.experts." + expert + ".";
        return a.units().stream()
                .filter(u -> u.site().path().startsWith(prefix))
                .map(u -> u.site().path().substring(prefix.length()) + " " + u.units())
                .sorted()
                .toList()
                .toString();
    }

    private static List<String> names(Attribution a, boolean activeOnly) {
        return a.units().stream()
                .filter(u -> !activeOnly || isActive(u))
                .map(u -> u.site().path())
                .toList();
    }

    private static boolean isActive(UnitRelevance units) {
        return IntStream.range(0, units.units()).anyMatch(u -> units.activation(0, u) != 0);
    }

    @Test
    void namesThatNoExpertHasAreRefused() {
        assertThatThrownBy(() -> observing("layers.0.mlp.experts.*.up_proj"))
                .isInstanceOf(ExplainException.class)
                .hasMessageContaining("no value of this model is named 'layers.0.mlp.experts.*.up_proj'");
    }
}
