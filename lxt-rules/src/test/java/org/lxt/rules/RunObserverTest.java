// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lxt.tensor.ops.Operations.scale;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.lxt.rules.Run.Matrix;
import org.lxt.tensor.Scope;
import org.lxt.tensor.ScopeOptions;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.kernel.Activation;
import org.lxt.tensor.ops.attention.AttentionShape;
import org.lxt.tensor.rows.PackedRows;

/** What an observer of a run is told, and what becomes of what it gives back. */
class RunObserverTest {
    private static final Site MLP = Site.of("layers.0.mlp");
    private static final Rules RULES = Rules.of(RuleSet.ATTN_LRP, Patches.attnLrp());

    private final Random random = new Random(5);
    private final Matrix x = Matrix.random(random, 3, 4);
    private final MlpLayer layer = new MlpLayer(linear(6, 4), linear(6, 4), linear(4, 6), Activation.SILU);

    private LinearLayer linear(int outputs, int inputs) {
        return new LinearLayer(Matrix.random(random, outputs, inputs).weight(), null);
    }

    /** Doubles what was computed at one site. */
    private record Doubling(String path, List<String> told) implements RunObserver {
        @Override
        public Tensor value(NamedValue value) {
            told.add(value.site().path());
            return value.site().path().equals(path) ? scale(value.tensor(), 2) : value.tensor();
        }
    }

    private double[] mlp(Rules rules) {
        try (Scope scope = Scope.open(Run.FLOAT64, ScopeOptions.PLAIN)) {
            return rules.mlp(MLP, layer, x.constant(scope)).toDoubles();
        }
    }

    @Test
    void everyPartOfAnMlpIsToldInItsOrder() {
        List<String> told = new ArrayList<>();
        double[] observed = mlp(RULES.observedBy(new Doubling("nowhere", told)).forRun());
        assertThat(told)
                .containsExactly(
                        "layers.0.mlp.up_proj",
                        "layers.0.mlp.gate_proj",
                        "layers.0.mlp.act",
                        "layers.0.mlp.product",
                        "layers.0.mlp.neurons",
                        "layers.0.mlp.down_proj");
        assertThat(observed).isEqualTo(mlp(RULES));
    }

    @Test
    void theRunGoesOnWithWhatTheObserverGives() {
        double[] doubled = mlp(RULES.observedBy(new Doubling("layers.0.mlp.product", new ArrayList<>())));
        double[] plain = mlp(RULES);
        for (int i = 0; i < plain.length; i++) {
            assertThat(doubled[i]).isEqualTo(2 * plain[i]);
        }
    }

    @Test
    void attentionIsToldWithItsInput() {
        AttentionShape shape = AttentionShape.causal(2, 1, 3);
        PackedRows rows = PackedRows.ofLengths(3);
        Matrix q = Matrix.random(random, 3, 6);
        Matrix k = Matrix.random(random, 3, 3);
        List<double[]> told = new ArrayList<>();
        RunObserver observer = new RunObserver() {
            @Override
            public void attention(Site at, AttentionInput input, Tensor heads) {
                told.add(input.q().toDoubles());
                told.add(heads.toDoubles());
            }
        };
        try (Scope scope = Scope.open(Run.FLOAT64, ScopeOptions.PLAIN)) {
            Tensor keys = k.constant(scope);
            Tensor given = RULES.observedBy(observer)
                    .attention(
                            Site.of("layers.0.self_attn"),
                            new AttentionInput(q.constant(scope), keys, keys, shape, rows, rows));
            assertThat(told).containsExactly(q.values(), given.toDoubles());
        }
    }
}
