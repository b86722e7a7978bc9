// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.contract.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lxt.rules.AttentionInput;
import org.lxt.rules.Attentions;
import org.lxt.rules.Patches;
import org.lxt.tensor.Gradients;
import org.lxt.tensor.Scope;
import org.lxt.tensor.ScopeOptions;
import org.lxt.tensor.Seed;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.BackendOptions;
import org.lxt.tensor.backend.Backends;
import org.lxt.tensor.backend.kernel.ScoreFunction;
import org.lxt.tensor.backend.kernel.ScoreTable;
import org.lxt.tensor.ops.attention.AttentionShape;
import org.lxt.tensor.ops.attention.ScoreBias;
import org.lxt.tensor.ops.attention.ScoreTerms;
import org.lxt.tensor.rows.PackedRows;
import org.lxt.testkit.contract.subject.Subject;

/** The uniform rule, product by product with operations of their own, against the rule on attention in one. */
class WrittenOutAttentionTest {
    private static final int BUCKETS = 7;
    private static final int HEADS = 4;
    private static final int KEY_HEADS = 2;
    private static final int SIZE = 3;

    @Test
    void itIsTheUniformRuleOnScoresThatAreCappedAndBiasedAndShareWithSinks() {
        List<double[]> written = outputAndGradients(WrittenOutAttention.RULE);
        List<double[]> uniform = outputAndGradients(Attentions.UNIFORM);
        assertThat(written).hasSize(6);
        for (int i = 0; i < written.size(); i++) {
            assertThat(written.get(i)).containsExactly(uniform.get(i), within(1e-12));
            assertThat(Arrays.stream(uniform.get(i)).map(Math::abs).sum()).isGreaterThan(0.1);
        }
    }

    private static List<double[]> outputAndGradients(Patches.AttentionRule rule) {
        Random random = new Random(5);
        PackedRows keys = PackedRows.ofLengths(6, 1, 4);
        PackedRows queries = PackedRows.at(
                List.of(new PackedRows.Address(0, 3), new PackedRows.Address(0, 5), new PackedRows.Address(2, 2)));
        AttentionShape shape = new AttentionShape(
                HEADS, KEY_HEADS, SIZE, ScoreFunction.scaled(0.6).capped(0.9), false, 4);
        try (Scope scope = Scope.open(Backends.named(Subject.EXACT, new BackendOptions(1)), ScopeOptions.PLAIN)) {
            List<Tensor> x = new ArrayList<>();
            x.add(watched(scope, random, queries.size(), HEADS * SIZE));
            x.add(watched(scope, random, keys.size(), KEY_HEADS * SIZE));
            x.add(watched(scope, random, keys.size(), KEY_HEADS * SIZE));
            x.add(watched(scope, random, queries.size(), HEADS * BUCKETS));
            x.add(watched(scope, random, keys.size(), HEADS * BUCKETS));
            Tensor shared = scope.constant(Shape.of(1, HEADS * BUCKETS), normal(random, HEADS * BUCKETS));
            Tensor sinks = scope.constant(Shape.of(1, HEADS), normal(random, HEADS));
            ScoreTerms terms = new ScoreTerms(
                    List.of(
                            bias(x.get(3), ScoreTable.Rows.QUERY),
                            bias(x.get(4), ScoreTable.Rows.KEY),
                            bias(shared, ScoreTable.Rows.SHARED)),
                    sinks);
            Tensor y = rule.apply(
                    Site.of("attention"),
                    new AttentionInput(x.get(0), x.get(1), x.get(2), shape, terms, queries, keys));
            List<double[]> all = new ArrayList<>(List.of(y.toDoubles()));
            Gradients gradients = scope.backward(List.of(seed(y, 0), seed(y, 1), seed(y, 2)));
            for (Tensor input : x) {
                all.add(IntStream.range(0, 3)
                        .mapToObj(seed -> gradients.gradient(input, seed))
                        .flatMapToDouble(Arrays::stream)
                        .toArray());
            }
            return all;
        }
    }

    private static Seed seed(Tensor y, int row) {
        return Seed.weighted(y, row, Map.of(0, 1.0, 7, -2.0), 0.3);
    }

    private static ScoreBias bias(Tensor table, ScoreTable.Rows rows) {
        return new ScoreBias(table, rows, BUCKETS, offset -> Math.clamp(offset, -3, 3) + 3);
    }

    private static Tensor watched(Scope scope, Random random, int rows, int columns) {
        return scope.watch(scope.constant(Shape.of(rows, columns), normal(random, rows * columns)));
    }

    private static double[] normal(Random random, int count) {
        return random.doubles(count, -1, 1).toArray();
    }
}
