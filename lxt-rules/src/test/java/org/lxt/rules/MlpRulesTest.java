// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.rules.Run.Matrix;
import org.lxt.tensor.Role;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.kernel.Activation;

/** MLPs and products under each rule set, against the same over plain arrays. */
class MlpRulesTest {
    private static final Site SITE = Site.of("layers.0.mlp");
    private static final Rules ATTN_LRP = Rules.of(RuleSet.ATTN_LRP, Patches.attnLrp());
    private static final Rules CP_LRP = Rules.of(RuleSet.CP_LRP, Patches.cpLrp());
    private static final Rules GRADIENT = Rules.of(RuleSet.GRADIENT, Patches.gradient());

    /** A gated MLP with silu, forward, and what its backward pass is made of. */
    private static final class Gated {
        final Matrix x;
        final Matrix gateWeight;
        final Matrix upWeight;
        final Matrix downWeight;
        final Matrix gate;
        final Matrix up;
        final Matrix open;
        final Matrix y;
        /** Gradient of the output, and of the product. */
        final Matrix g;

        final Matrix gProduct;

        Gated(long seed) {
            Random random = new Random(seed);
            x = Matrix.random(random, 3, 4);
            gateWeight = Matrix.random(random, 5, 4);
            upWeight = Matrix.random(random, 5, 4);
            downWeight = Matrix.random(random, 2, 5);
            gate = x.linear(gateWeight);
            up = x.linear(upWeight);
            open = gate.map(i -> gate.values()[i] * sigmoid(i));
            y = open.map(i -> open.values()[i] * up.values()[i]).linear(downWeight);
            g = Matrix.random(random, 3, 2);
            gProduct = g.times(downWeight);
        }

        double sigmoid(int i) {
            return 1 / (1 + Math.exp(-gate.values()[i]));
        }

        /** The gradient at x, from those at the two branches. */
        double[] atInput(Matrix gGate, Matrix gUp) {
            double[] sum = gGate.times(gateWeight).values().clone();
            double[] other = gUp.times(upWeight).values();
            Arrays.setAll(sum, i -> sum[i] + other[i]);
            return sum;
        }

        MlpLayer layer() {
            return new MlpLayer(layer(gateWeight), layer(upWeight), layer(downWeight), Activation.SILU);
        }

        static LinearLayer layer(Matrix weight) {
            return new LinearLayer(weight.weight(), null);
        }

        Run under(Rules rules) {
            return Run.of(rules.set().strict(), List.of(x), g, t -> rules.mlp(SITE, layer(), t.getFirst()));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void attnLrpHalvesTheProductAndTakesTheSecantOfTheGate(long seed) {
        Gated m = new Gated(seed);
        Matrix gGate = m.gate.map(
                i -> m.gProduct.values()[i] / 2 * m.up.values()[i] * m.open.values()[i] / (m.gate.values()[i] + 1e-10));
        Matrix gUp = m.up.map(i -> m.gProduct.values()[i] / 2 * m.open.values()[i]);
        assertMatches(m, ATTN_LRP, m.atInput(gGate, gUp));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void cpLrpGoesThroughTheUngatedBranchOnly(long seed) {
        Gated m = new Gated(seed);
        Matrix gGate = m.gate.map(i -> 0);
        Matrix gUp = m.up.map(i -> m.gProduct.values()[i] * m.open.values()[i]);
        assertMatches(m, CP_LRP, m.atInput(gGate, gUp));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void gradientIsTheTrueGradient(long seed) {
        Gated m = new Gated(seed);
        Matrix gGate = m.gate.map(i -> {
            double s = m.sigmoid(i);
            return m.gProduct.values()[i] * m.up.values()[i] * s * (1 + m.gate.values()[i] * (1 - s));
        });
        Matrix gUp = m.up.map(i -> m.gProduct.values()[i] * m.open.values()[i]);
        assertMatches(m, GRADIENT, m.atInput(gGate, gUp));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void attnLrpKeepsTheRelevanceOfAnMlpWithoutBias(long seed) {
        Gated m = new Gated(seed);
        double[] gradient = m.under(ATTN_LRP).gradients.getFirst();
        double input = 0;
        for (int i = 0; i < gradient.length; i++) {
            input += gradient[i] * m.x.values()[i];
        }
        double output = 0;
        double moved = 0;
        for (int i = 0; i < m.y.values().length; i++) {
            output += m.g.values()[i] * m.y.values()[i];
            moved += Math.abs(m.g.values()[i] * m.y.values()[i]);
        }
        assertThat(input).isCloseTo(output, within(1e-6 * moved));
    }

    @Test
    void theResultIsTheSameToTheLastBitUnderEachRuleSet() {
        Gated m = new Gated(7);
        double[] ordinary = m.under(GRADIENT).output;
        assertThat(m.under(ATTN_LRP).output).containsExactly(ordinary);
        assertThat(m.under(CP_LRP).output).containsExactly(ordinary);
    }

    @Test
    void rulesThatAreUsedInTurnsDoNotInfluenceEachOther() {
        Gated m = new Gated(8);
        List<Rules> all = List.of(ATTN_LRP, CP_LRP, GRADIENT);
        List<double[]> alone =
                all.stream().map(r -> m.under(r).gradients.getFirst()).toList();
        // One input through all three in one scope: the gradient is the sum of what each gives alone.
        Run together = Run.of(false, List.of(m.x, m.x, m.x), m.g, x -> {
            Tensor sum = all.get(0).mlp(SITE, m.layer(), x.get(0));
            for (int i = 1; i < 3; i++) {
                sum = org.lxt.tensor.ops.element.Add.apply(sum, all.get(i).mlp(SITE, m.layer(), x.get(i)));
            }
            return sum;
        });
        for (int i = 0; i < 3; i++) {
            assertThat(together.gradients.get(i)).as("%s", all.get(i).set()).containsExactly(alone.get(i));
        }
    }

    @Test
    void cpLrpTakesTheIdentityRuleWhereThereIsNoGate() {
        Gated m = new Gated(9);
        MlpLayer ungated = new MlpLayer(null, Gated.layer(m.gateWeight), Gated.layer(m.downWeight), Activation.SILU);
        Matrix expected = m.gate.map(i -> m.gProduct.values()[i] * m.open.values()[i] / (m.gate.values()[i] + 1e-10))
                .times(m.gateWeight);
        for (Rules rules : List.of(CP_LRP, ATTN_LRP)) {
            Run run = Run.of(true, List.of(m.x), m.g, t -> rules.mlp(SITE, ungated, t.getFirst()));
            assertThat(run.output).containsExactly(m.open.linear(m.downWeight).values(), within(1e-12));
            assertThat(run.gradients.getFirst()).containsExactly(expected.values(), within(1e-12));
        }
    }

    @Test
    void cpLrpTakesARoutingWeightForAConstant() {
        Gated m = new Gated(10);
        Site routed = SITE.as(Role.ROUTING);
        Matrix ones = m.open.map(i -> 1);
        Run run = Run.of(true, List.of(m.open, m.up), ones, x -> CP_LRP.product(routed, x.get(0), x.get(1)));
        assertThat(run.gradients.get(0)).containsExactly(m.up.values());
        assertThat(run.gradients.get(1)).containsOnly(0);
    }

    private static void assertMatches(Gated m, Rules rules, double[] gradient) {
        Run run = m.under(rules);
        assertThat(run.output).containsExactly(m.y.values(), within(1e-12));
        assertThat(run.gradients.getFirst()).containsExactly(gradient, within(1e-11));
    }
}
