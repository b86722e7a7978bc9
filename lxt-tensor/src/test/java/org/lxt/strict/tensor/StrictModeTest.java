// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.strict.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lxt.tensor.ops.Operations.activate;
import static org.lxt.tensor.ops.Operations.add;
import static org.lxt.tensor.ops.Operations.attention;
import static org.lxt.tensor.ops.Operations.batchMatMul;
import static org.lxt.tensor.ops.Operations.concat;
import static org.lxt.tensor.ops.Operations.gatherRows;
import static org.lxt.tensor.ops.Operations.groupedLinear;
import static org.lxt.tensor.ops.Operations.matMulTransposed;
import static org.lxt.tensor.ops.Operations.multiply;
import static org.lxt.tensor.ops.Operations.reshape;
import static org.lxt.tensor.ops.Operations.rmsNorm;
import static org.lxt.tensor.ops.Operations.scatterAddRows;
import static org.lxt.tensor.ops.Operations.slice;
import static org.lxt.tensor.ops.Operations.transpose;
import static org.lxt.tensor.ops.Operations.unfold;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lxt.tensor.GradientCheck;
import org.lxt.tensor.Nature;
import org.lxt.tensor.ScaledIdentity;
import org.lxt.tensor.Scope;
import org.lxt.tensor.ScopeOptions;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Site;
import org.lxt.tensor.StrictModeException;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.kernel.Activation;
import org.lxt.tensor.ops.attention.AttentionShape;
import org.lxt.tensor.ops.linear.ConvolutionWindows;
import org.lxt.tensor.ops.linear.ImageShape;
import org.lxt.tensor.ops.linear.Routing;
import org.lxt.tensor.rows.PackedRows;
import org.lxt.tensor.weight.Weight;

/** Strict mode, seen from model code: a package of its own, for the library's frames are left out of the message. */
class StrictModeTest {
    private static final Site SITE = Site.of("layers.7.mlp");

    private final Scope scope = Scope.open(GradientCheck.FLOAT64, new ScopeOptions(true, false));
    private final Tensor constant = scope.constant(Shape.of(1, 2), new double[] {1, 2});
    private final Tensor x = scope.watch(constant);

    @AfterEach
    void close() {
        scope.close();
    }

    @ParameterizedTest
    @EnumSource(Nature.class)
    void aNatureThatNeedsARuleIsRefusedOutsideOne(Nature nature) {
        if (nature.needsRule()) {
            assertThatThrownBy(() -> ScaledIdentity.apply(x, 1, nature)).isInstanceOf(StrictModeException.class);
        } else {
            assertThat(ScaledIdentity.apply(x, 1, nature).isWatched()).isTrue();
        }
        assertThat(scope.ruled(SITE, () -> ScaledIdentity.apply(x, 1, nature)).isWatched())
                .isTrue();
        assertThat(ScaledIdentity.apply(constant, 1, nature).isWatched()).isFalse();
    }

    @Test
    void productsAndNonLinearOperationsNeedARule() {
        assertThat(Nature.PRODUCT.needsRule()).isTrue();
        assertThat(Nature.NON_LINEAR.needsRule()).isTrue();
        assertThat(Nature.LINEAR.needsRule()).isFalse();
        assertThat(Nature.CONSTANT_FACTOR.needsRule()).isFalse();
    }

    @Test
    void theMessageNamesOperationSiteAndLine() {
        int[] line = new int[1];
        assertThatThrownBy(() -> scope.at(SITE, () -> {
                    line[0] = lineOfCaller() + 1;
                    return activate(Activation.SILU, x);
                }))
                .isInstanceOf(StrictModeException.class)
                .hasMessageContaining("'silu'")
                .hasMessageContaining("at layers.7.mlp is non-linear")
                .satisfies(e -> assertThat(e.getMessage()).contains("(StrictModeTest.java:" + line[0] + ")"));
    }

    @Test
    void theLineOfAProductIsNamed() {
        int[] line = new int[1];
        assertThatThrownBy(() -> {
                    Tensor sum = add(x, x);
                    line[0] = lineOfCaller() + 1;
                    multiply(x, sum);
                })
                .isInstanceOf(StrictModeException.class)
                .hasMessageContaining("'multiply' at (model) is a product of two watched tensors")
                .satisfies(e -> assertThat(e.getMessage())
                        .contains(StrictModeTest.class.getName())
                        .contains("(StrictModeTest.java:" + line[0] + ")"));
    }

    @Test
    void aProductWithAConstantNeedsNoRule() {
        assertThat(multiply(x, constant).isWatched()).isTrue();
        assertThat(multiply(x.detach(), x).isWatched()).isTrue();
    }

    @Test
    void matrixProductsOfTwoWatchedTensorsNeedARule() {
        Tensor matrix = reshape(x, Shape.of(1, 1, 2));
        assertThatThrownBy(() -> matMulTransposed(x, x))
                .isInstanceOf(StrictModeException.class)
                .hasMessageContaining("'matmul' at (model) is a product of two watched tensors");
        assertThatThrownBy(() -> batchMatMul(matrix, matrix, false, true))
                .isInstanceOf(StrictModeException.class)
                .hasMessageContaining("'batch matmul'");
        assertThat(matMulTransposed(constant, x).isWatched()).isTrue();
        assertThat(batchMatMul(matrix, matrix.detach(), false, true).isWatched())
                .isTrue();
    }

    @Test
    void whatOnlyMovesNumbersNeedsNoRule() {
        Tensor moved = concat(0, gatherRows(x, 0, 0), slice(x, 0, 0, 1), constant);
        Tensor turned = transpose(reshape(moved, Shape.of(2, 2, 2)), 1, 0, 2);
        Tensor unfolded =
                unfold(reshape(turned, Shape.of(2, 4)), ConvolutionWindows.patches(new ImageShape(1, 2, 2), 1));
        Routing routing = Routing.of(new int[][] {{0}});
        Tensor routed = groupedLinear(x, routing, List.of(Weight.of("expert", new double[] {1, 2}, 1, 2)));
        assertThat(scatterAddRows(unfolded, new int[8], 1).isWatched()).isTrue();
        assertThat(routed.isWatched()).isTrue();
    }

    @Test
    void aNormNeedsARuleUnlessItsSpreadIsConstant() {
        Tensor weight = scope.constant(Shape.of(2), new double[] {1, 2});
        assertThatThrownBy(() -> rmsNorm(x, weight, 0, 1e-6, false))
                .isInstanceOf(StrictModeException.class)
                .hasMessageContaining("'rms norm'");
        assertThat(rmsNorm(x, weight, 0, 1e-6, true).isWatched()).isTrue();
    }

    @Test
    void attentionNeedsARuleUnlessOnlyItsValuesAreWatched() {
        AttentionShape shape = AttentionShape.causal(1, 1, 2);
        PackedRows one = PackedRows.ofLengths(1);
        assertThatThrownBy(() -> attention(x, constant, constant, shape, one, one))
                .isInstanceOf(StrictModeException.class)
                .hasMessageContaining("'attention'");
        assertThatThrownBy(() -> attention(constant, x, constant, shape, one, one))
                .isInstanceOf(StrictModeException.class);
        assertThat(attention(constant, constant, x, shape, one, one).isWatched())
                .isTrue();
    }

    @Test
    void aRuleIsInForceInsideItOnly() {
        scope.ruled(SITE, () -> scope.at(Site.of("inner"), () -> multiply(x, x)));
        assertThatThrownBy(() -> scope.ruled(SITE, () -> {
                    throw new UnsupportedOperationException("rule");
                }))
                .hasMessage("rule");
        assertThatThrownBy(() -> multiply(x, x)).isInstanceOf(StrictModeException.class);
    }

    @Test
    void anotherScopeIsNotStrictByThis() {
        try (Scope plain = Scope.open(GradientCheck.FLOAT64, ScopeOptions.PLAIN)) {
            Tensor watched = plain.watch(plain.constant(Shape.of(1), new double[] {2}));
            assertThat(multiply(watched, watched).toDoubles()).containsExactly(4);
        }
    }

    private static int lineOfCaller() {
        return StackWalker.getInstance()
                .walk(frames -> frames.skip(1).findFirst().orElseThrow().getLineNumber());
    }
}
