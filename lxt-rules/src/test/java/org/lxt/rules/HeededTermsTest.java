// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lxt.tensor.Scope;
import org.lxt.tensor.ScopeOptions;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.BackendOptions;
import org.lxt.tensor.backend.Backends;
import org.lxt.tensor.ops.Operations;
import org.lxt.tensor.ops.attention.AttentionShape;
import org.lxt.tensor.ops.attention.ScoreTerms;
import org.lxt.tensor.rows.PackedRows;

/** A patch of attention that knows nothing of biases and sinks is no silent way to another model. */
class HeededTermsTest {
    private static final Site SITE = Site.of("layers.0.self_attn");
    private static final Patches.AttentionRule WITHOUT = (at, input) ->
            Operations.attention(input.q(), input.k(), input.v(), input.shape(), input.queryRows(), input.keyRows());
    private static final Patches.AttentionRule WITH = (at, input) -> Operations.attention(
            input.q(), input.k(), input.v(), input.shape(), input.terms(), input.queryRows(), input.keyRows());

    private final Backend backend = Backends.named("scalar", BackendOptions.defaults());
    private final Scope scope = Scope.open(backend, ScopeOptions.PLAIN);

    @AfterEach
    void close() {
        scope.close();
        backend.close();
    }

    private double[] attention(Patches.AttentionRule rule, ScoreTerms terms) {
        Tensor x = scope.constant(Shape.of(2, 2), new double[] {1, 2, -3, 4});
        PackedRows rows = PackedRows.ofLengths(2);
        return Rules.of(RuleSet.GRADIENT, Patches.gradient().withAttention(rule))
                .attention(SITE, new AttentionInput(x, x, x, AttentionShape.causal(1, 1, 2), terms, rows, rows))
                .toDoubles();
    }

    private ScoreTerms sinks() {
        return ScoreTerms.sinks(scope.constant(Shape.of(1), new double[] {0.5}));
    }

    @Test
    void whereThereAreSinksItIsRefused() {
        assertThatThrownBy(() -> attention(WITHOUT, sinks()))
                .isInstanceOf(RuleException.class)
                .hasMessageContaining("layers.0.self_attn: the scores have biases or sinks")
                .hasMessageContaining("'gradient' does not say that it heeds them; hand input.terms() on");
    }

    @Test
    void whereThereAreNoneItIsNot() {
        assertThat(attention(WITHOUT, ScoreTerms.NONE)).isEqualTo(attention(Attentions.ORDINARY, ScoreTerms.NONE));
    }

    @Test
    void onceItSaysThatItHeedsThemItComputesTheModel() {
        assertThat(attention(Patches.AttentionRule.heedingTerms(WITH), sinks()))
                .isEqualTo(attention(Attentions.ORDINARY, sinks()))
                .isNotEqualTo(attention(Attentions.ORDINARY, ScoreTerms.NONE));
    }
}
