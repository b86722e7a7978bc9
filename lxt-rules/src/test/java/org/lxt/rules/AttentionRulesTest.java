// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.lxt.rules.Run.Matrix;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.ops.attention.AttentionShape;
import org.lxt.tensor.rows.PackedRows;

/** The attention rules against attention over plain arrays. */
class AttentionRulesTest {
    private static final Site SITE = Site.of("layers.0.self_attn");

    private final Random random = new Random(99);
    private AttentionShape shape;
    private PackedRows rows;
    private Matrix q;
    private Matrix k;
    private Matrix v;
    private Matrix g;

    private void draw(RepetitionInfo repetition) {
        random.setSeed(repetition.getCurrentRepetition());
        int groups = random.nextInt(1, 3);
        shape = AttentionShape.causal(groups * random.nextInt(1, 4), groups, random.nextInt(1, 4));
        int length = random.nextInt(1, 6);
        rows = PackedRows.ofLengths(length);
        q = Matrix.random(random, length, shape.heads() * shape.headSize());
        k = Matrix.random(random, length, groups * shape.headSize());
        v = Matrix.random(random, length, groups * shape.headSize());
        g = Matrix.random(random, length, shape.heads() * shape.headSize());
    }

    @RepeatedTest(20)
    void uniformHalvesTheGradientAtTheScoresAndAtTheContext(RepetitionInfo repetition) {
        draw(repetition);
        assertSame(run(true, Attentions.UNIFORM), 0.5, 0.5);
    }

    @RepeatedTest(20)
    void valueOnlySendsTheWholeGradientToTheValuesAndNoneElsewhere(RepetitionInfo repetition) {
        draw(repetition);
        Run run = run(true, Attentions.VALUE_ONLY);
        assertSame(run, 0, 1);
        assertThat(run.gradients.get(0)).containsOnly(0);
        assertThat(run.gradients.get(1)).containsOnly(0);
    }

    @RepeatedTest(20)
    void ordinaryIsTheTrueGradient(RepetitionInfo repetition) {
        draw(repetition);
        assertSame(run(false, Attentions.ORDINARY), 1, 1);
    }

    @RepeatedTest(5)
    void theResultIsTheSameToTheLastBit(RepetitionInfo repetition) {
        draw(repetition);
        double[] ordinary = run(false, Attentions.ORDINARY).output;
        assertThat(run(true, Attentions.UNIFORM).output).containsExactly(ordinary);
        assertThat(run(true, Attentions.VALUE_ONLY).output).containsExactly(ordinary);
    }

    private void assertSame(Run run, double scoreFactor, double contextFactor) {
        PlainAttention plain = new PlainAttention(shape, q, k, v, g, scoreFactor, contextFactor);
        assertThat(run.output).as("result").containsExactly(plain.y.values(), within(1e-12));
        assertThat(run.gradients.get(0)).as("at q").containsExactly(plain.gq.values(), within(1e-12));
        assertThat(run.gradients.get(1)).as("at k").containsExactly(plain.gk.values(), within(1e-12));
        assertThat(run.gradients.get(2)).as("at v").containsExactly(plain.gv.values(), within(1e-12));
    }

    private Run run(boolean strict, Patches.AttentionRule rule) {
        return Run.of(strict, List.of(q, k, v), g, x -> apply(rule, x));
    }

    private Tensor apply(Patches.AttentionRule rule, List<Tensor> x) {
        return rule.apply(SITE, new AttentionInput(x.get(0), x.get(1), x.get(2), shape, rows, rows));
    }
}
