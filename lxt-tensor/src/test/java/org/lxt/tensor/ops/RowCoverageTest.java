// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lxt.tensor.ops.Operations.attention;
import static org.lxt.tensor.ops.Operations.batchMatMul;
import static org.lxt.tensor.ops.Operations.concat;
import static org.lxt.tensor.ops.Operations.gatherRows;
import static org.lxt.tensor.ops.Operations.groupedLinear;
import static org.lxt.tensor.ops.Operations.matMul;
import static org.lxt.tensor.ops.Operations.reshape;
import static org.lxt.tensor.ops.Operations.scatterAddRows;
import static org.lxt.tensor.ops.Operations.slice;
import static org.lxt.tensor.ops.Operations.transpose;
import static org.lxt.tensor.ops.Operations.unfold;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.lxt.tensor.GradientCheck;
import org.lxt.tensor.RandomValues;
import org.lxt.tensor.Scope;
import org.lxt.tensor.ScopeOptions;
import org.lxt.tensor.Seed;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.kernel.Band;
import org.lxt.tensor.ops.attention.AttentionShape;
import org.lxt.tensor.ops.linear.ConvolutionWindows;
import org.lxt.tensor.ops.linear.ImageShape;
import org.lxt.tensor.ops.linear.Routing;
import org.lxt.tensor.rows.PackedRows;
import org.lxt.tensor.rows.PackedRows.Address;
import org.lxt.tensor.rows.RowMap.Segment;
import org.lxt.tensor.weight.Weight;

/** Rows that a seed does not reach get no gradient row: they cost nothing further down. */
class RowCoverageTest {
    private static final Site INPUT = Site.of("input");

    private final Scope scope = Scope.open(GradientCheck.FLOAT64, ScopeOptions.PLAIN);
    private final RandomValues random = new RandomValues(1);

    @AfterEach
    void close() {
        scope.close();
    }

    /** The gradient rows of a tensor of this shape when seeds stand on these rows of what is made of it. */
    private List<Segment> reached(Shape shape, Function<Tensor, Tensor> body, int... seedRows) {
        Tensor x = scope.watch(scope.constant(shape, random.values(Math.toIntExact(shape.size()))));
        scope.mark(INPUT, x);
        Tensor y = body.apply(x);
        List<Seed> seeds =
                Arrays.stream(seedRows).mapToObj(r -> Seed.of(y, r, 0)).toList();
        return Objects.requireNonNull(scope.backward(seeds).at(INPUT)).map().segments();
    }

    @Test
    void reshapeReachesTheRowsThatTheNumbersBelongTo() {
        assertThat(reached(Shape.of(6, 2), x -> reshape(x, Shape.of(2, 6)), 1, 0))
                .containsExactly(new Segment(0, 3, 3), new Segment(1, 0, 3));
    }

    @Test
    void reshapeToShorterRowsReachesTheRowTheyAreCutFrom() {
        assertThat(reached(Shape.of(3, 4), x -> reshape(x, Shape.of(6, 2)), 3, 5))
                .containsExactly(new Segment(0, 1, 1), new Segment(1, 2, 1));
    }

    @Test
    void transposingWithinRowsStaysInThem() {
        assertThat(reached(Shape.of(3, 2, 2), x -> transpose(x, 0, 2, 1), 2)).containsExactly(new Segment(0, 2, 1));
    }

    @Test
    void transposingRowsReachesAllOfThem() {
        assertThat(reached(Shape.of(3, 2), x -> transpose(x, 1, 0), 1, 0))
                .containsExactly(new Segment(0, 0, 3), new Segment(1, 0, 3));
    }

    @Test
    void slicesOfRowsReachTheirOwn() {
        assertThat(reached(Shape.of(5, 2), x -> slice(x, 0, 2, 3), 1)).containsExactly(new Segment(0, 3, 1));
    }

    @Test
    void partsThatNoSeedStandsOnGetNoGradient() {
        Tensor other = scope.watch(scope.constant(Shape.of(2, 2), new double[4]));
        assertThat(reached(Shape.of(3, 2), x -> concat(0, other, x), 4, 2))
                .containsExactly(new Segment(0, 2, 1), new Segment(1, 0, 1));
    }

    @Test
    void gatheredRowsAreReachedOnce() {
        assertThat(reached(Shape.of(4, 2), x -> scatterAddRows(gatherRows(x, 3, 1, 3), new int[3], 1), 0))
                .containsExactly(new Segment(0, 1, 1), new Segment(0, 3, 1));
    }

    @Test
    void scatteredRowsAreReachedFromWhereTheyWent() {
        assertThat(reached(Shape.of(4, 2), x -> scatterAddRows(x, new int[] {1, 0, 1, 2}, 3), 1, 2))
                .containsExactly(new Segment(0, 0, 1), new Segment(0, 2, 1), new Segment(1, 3, 1));
    }

    @Test
    void productsReachTheRowsOfTheLeftFactor() {
        Tensor right = scope.constant(Shape.of(2, 3), new double[6]);
        assertThat(reached(Shape.of(4, 2), x -> matMul(x, right), 2)).containsExactly(new Segment(0, 2, 1));
    }

    @Test
    void productsInBatchesReachTheirMatrices() {
        Tensor right = scope.constant(Shape.of(3, 2, 1), new double[6]);
        assertThat(reached(Shape.of(3, 2, 2), x -> batchMatMul(x, right, false, false), 1))
                .containsExactly(new Segment(0, 1, 1));
    }

    @Test
    void aWindowReachesItsImageOnly() {
        ConvolutionWindows windows = ConvolutionWindows.patches(new ImageShape(1, 2, 2), 1);
        assertThat(reached(Shape.of(3, 4), x -> unfold(x, windows), 5)).containsExactly(new Segment(0, 1, 1));
    }

    @Test
    void expertsReachTheirTokens() {
        Routing routing = Routing.of(new int[][] {{0, 1}, {1, 0}, {0, 1}});
        List<Weight> experts = List.of(Weight.of("a", new double[] {1, 2}, 1, 2), Weight.of("b", new double[2], 1, 2));
        assertThat(reached(Shape.of(3, 2), x -> groupedLinear(x, routing, experts), 4, 1))
                .containsExactly(new Segment(0, 2, 1), new Segment(1, 0, 1));
    }

    @Test
    void keysOutsideTheWindowAreNotReached() {
        PackedRows keys = PackedRows.ofLengths(2, 5);
        PackedRows queries = PackedRows.at(List.of(new Address(0, 1), new Address(1, 3), new Address(1, 4)));
        Tensor q = scope.constant(Shape.of(3, 2), random.values(6));
        AttentionShape causal = new AttentionShape(1, 1, 2, 1, true, 2);
        // the query at position 3 of sequence 1, whose rows begin at 2, sees positions 2 and 3
        assertThat(reached(Shape.of(7, 2), k -> attention(q, k, k, causal, queries, keys), 1, 0))
                .containsExactly(new Segment(0, 4, 2), new Segment(1, 0, 2));
    }

    @Test
    void fullAttentionReachesTheWholeSequenceAndNoOther() {
        PackedRows keys = PackedRows.ofLengths(2, 5);
        PackedRows queries = PackedRows.at(List.of(new Address(1, 0)));
        Tensor q = scope.constant(Shape.of(1, 2), random.values(2));
        AttentionShape full = new AttentionShape(1, 1, 2, 1, false, Band.UNLIMITED);
        assertThat(reached(Shape.of(7, 2), k -> attention(q, k, k, full, queries, keys), 0))
                .containsExactly(new Segment(0, 2, 5));
    }
}
