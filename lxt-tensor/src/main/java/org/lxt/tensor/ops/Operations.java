// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lxt.tensor.Scope;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.kernel.Activation;
import org.lxt.tensor.ops.attention.Attention;
import org.lxt.tensor.ops.attention.AttentionShape;
import org.lxt.tensor.ops.attention.Rope;
import org.lxt.tensor.ops.attention.RopeTable;
import org.lxt.tensor.ops.attention.ScoreTerms;
import org.lxt.tensor.ops.element.Add;
import org.lxt.tensor.ops.element.Divide;
import org.lxt.tensor.ops.element.ElementFunction;
import org.lxt.tensor.ops.element.Elementwise;
import org.lxt.tensor.ops.element.Multiply;
import org.lxt.tensor.ops.element.Scale;
import org.lxt.tensor.ops.element.Subtract;
import org.lxt.tensor.ops.linear.BatchMatMul;
import org.lxt.tensor.ops.linear.Conv2d;
import org.lxt.tensor.ops.linear.ConvolutionWindows;
import org.lxt.tensor.ops.linear.GroupedLinear;
import org.lxt.tensor.ops.linear.Linear;
import org.lxt.tensor.ops.linear.MatMul;
import org.lxt.tensor.ops.linear.Routing;
import org.lxt.tensor.ops.linear.Unfold;
import org.lxt.tensor.ops.move.ColumnMap;
import org.lxt.tensor.ops.move.Concat;
import org.lxt.tensor.ops.move.Embedding;
import org.lxt.tensor.ops.move.GatherColumns;
import org.lxt.tensor.ops.move.GatherRows;
import org.lxt.tensor.ops.move.Reshape;
import org.lxt.tensor.ops.move.ScatterAddRows;
import org.lxt.tensor.ops.move.SelectRows;
import org.lxt.tensor.ops.move.Slice;
import org.lxt.tensor.ops.move.Split;
import org.lxt.tensor.ops.move.Transpose;
import org.lxt.tensor.ops.reduce.ArgMax;
import org.lxt.tensor.ops.reduce.LayerNorm;
import org.lxt.tensor.ops.reduce.LogSoftmax;
import org.lxt.tensor.ops.reduce.Max;
import org.lxt.tensor.ops.reduce.Mean;
import org.lxt.tensor.ops.reduce.RmsNorm;
import org.lxt.tensor.ops.reduce.Softmax;
import org.lxt.tensor.ops.reduce.Sum;
import org.lxt.tensor.ops.reduce.TopK;
import org.lxt.tensor.rows.PackedRows;
import org.lxt.tensor.weight.Weight;

/**
 * All operations with their ordinary gradients, as functions to import statically, so that code reads like its formula. What an
 * operation's gradient is, and what relevance it absorbs, its own type says.
 *
 * <p>Axes may be negative, and then count from the last, in {@code sum}, {@code mean}, {@code max}, {@code argMax}, {@code
 * softmax} and {@code logSoftmax}. Shapes that do not fit are an {@link IllegalArgumentException}.
 *
 * {@snippet :
 * Tensor capped = scale(tanh(scale(logits, 1 / cap)), cap);
 * }
 */
public final class Operations {
    private Operations() {}

    /** {@code a + b}: {@link Add}. */
    public static Tensor add(Tensor a, Tensor b) {
        return Add.apply(a, b);
    }

    /** {@code a - b}: {@link Subtract}. */
    public static Tensor subtract(Tensor a, Tensor b) {
        return Subtract.apply(a, b);
    }

    /** {@code a * b}, element by element: {@link Multiply}. */
    public static Tensor multiply(Tensor a, Tensor b) {
        return Multiply.apply(a, b);
    }

    /** {@code a / b}: {@link Divide}. */
    public static Tensor divide(Tensor a, Tensor b) {
        return Divide.apply(a, b);
    }

    /** {@code factor * x}: {@link Scale}. */
    public static Tensor scale(Tensor x, double factor) {
        return Scale.apply(x, factor);
    }

    /** {@code -x}: {@link Scale}. */
    public static Tensor negate(Tensor x) {
        return Scale.apply(x, -1);
    }

    /** {@code exp(x)}: {@link ElementFunction#EXP}. */
    public static Tensor exp(Tensor x) {
        return Elementwise.apply(ElementFunction.EXP, x);
    }

    /** The natural logarithm: {@link ElementFunction#LOG}. */
    public static Tensor log(Tensor x) {
        return Elementwise.apply(ElementFunction.LOG, x);
    }

    /** The square root: {@link ElementFunction#SQRT}. */
    public static Tensor sqrt(Tensor x) {
        return Elementwise.apply(ElementFunction.SQRT, x);
    }

    /** {@code x^exponent}: {@link ElementFunction#power}. */
    public static Tensor power(Tensor x, double exponent) {
        return Elementwise.apply(ElementFunction.power(exponent), x);
    }

    /** {@code f(x)}: {@link ElementFunction#activation}. */
    public static Tensor activate(Activation f, Tensor x) {
        return Elementwise.apply(ElementFunction.activation(f), x);
    }

    /** The hyperbolic tangent: {@link ElementFunction#activation}. */
    public static Tensor tanh(Tensor x) {
        return activate(Activation.TANH, x);
    }

    /** The sum along an axis, whose extent becomes 1: {@link Sum}. */
    public static Tensor sum(Tensor x, int axis) {
        return Sum.apply(x, axis);
    }

    /** The mean along an axis, whose extent becomes 1: {@link Mean}. */
    public static Tensor mean(Tensor x, int axis) {
        return Mean.apply(x, axis);
    }

    /** The largest number along an axis, whose extent becomes 1: {@link Max}. */
    public static Tensor max(Tensor x, int axis) {
        return Max.apply(x, axis);
    }

    /** Where along an axis the largest number is: {@link ArgMax}. */
    public static int[] argMax(Tensor x, int axis) {
        return ArgMax.apply(x, axis);
    }

    /** The k largest numbers along the last axis, and where they are: {@link TopK}. */
    public static TopK.Result topK(Tensor x, int k) {
        return TopK.apply(x, k);
    }

    /** Softmax along an axis: {@link Softmax}. */
    public static Tensor softmax(Tensor x, int axis) {
        return Softmax.apply(x, axis);
    }

    /** The logarithm of softmax along an axis: {@link LogSoftmax}. */
    public static Tensor logSoftmax(Tensor x, int axis) {
        return LogSoftmax.apply(x, axis);
    }

    /** RMS norm along the last axis, times {@code weight + offset}: {@link RmsNorm#apply}. */
    public static Tensor rmsNorm(Tensor x, Tensor weight, double offset, double epsilon, boolean constantSpread) {
        return RmsNorm.apply(x, weight, offset, epsilon, constantSpread);
    }

    /** Layer norm along the last axis: {@link LayerNorm#apply}. */
    public static Tensor layerNorm(
            Tensor x, Tensor weight, @Nullable Tensor bias, double epsilon, boolean constantSpread) {
        return LayerNorm.apply(x, weight, bias, epsilon, constantSpread);
    }

    /** {@code x W^T + b}: {@link Linear#apply}. */
    public static Tensor linear(Tensor x, Weight weight, @Nullable Tensor bias) {
        return Linear.apply(x, weight, bias);
    }

    /** Each row through its own experts: {@link GroupedLinear#apply}. */
    public static Tensor groupedLinear(Tensor x, Routing routing, List<Weight> experts) {
        return GroupedLinear.apply(x, routing, experts);
    }

    /** Each pair of a row and an expert through that expert: {@link GroupedLinear#applyToPairs}. */
    public static Tensor groupedLinearOfPairs(Tensor x, Routing routing, List<Weight> experts) {
        return GroupedLinear.applyToPairs(x, routing, experts);
    }

    /** {@code a b}: {@link MatMul}. */
    public static Tensor matMul(Tensor a, Tensor b) {
        return MatMul.apply(a, b, false);
    }

    /** {@code a b^T}: {@link MatMul}. */
    public static Tensor matMulTransposed(Tensor a, Tensor b) {
        return MatMul.apply(a, b, true);
    }

    /** {@code a[i] b[i]}, either of them stored transposed: {@link BatchMatMul#apply}. */
    public static Tensor batchMatMul(Tensor a, Tensor b, boolean transposedA, boolean transposedB) {
        return BatchMatMul.apply(a, b, transposedA, transposedB);
    }

    /** The receptive fields of a convolution, one per row: {@link Unfold}. */
    public static Tensor unfold(Tensor images, ConvolutionWindows windows) {
        return Unfold.apply(images, windows);
    }

    /** Two-dimensional convolution: {@link Conv2d#apply}. */
    public static Tensor conv2d(Tensor images, ConvolutionWindows windows, Weight filters, @Nullable Tensor bias) {
        return Conv2d.apply(images, windows, filters, bias);
    }

    /** {@code softmax(scale q k^T) v} by head: {@link Attention#apply}. */
    public static Tensor attention(
            Tensor q, Tensor k, Tensor v, AttentionShape shape, PackedRows queryRows, PackedRows keyRows) {
        return Attention.apply(q, k, v, shape, ScoreTerms.NONE, queryRows, keyRows);
    }

    /** The same with biases of the scores, or with sinks: {@link Attention#apply}. */
    public static Tensor attention(
            Tensor q,
            Tensor k,
            Tensor v,
            AttentionShape shape,
            ScoreTerms terms,
            PackedRows queryRows,
            PackedRows keyRows) {
        return Attention.apply(q, k, v, shape, terms, queryRows, keyRows);
    }

    /** Rotary position embedding: {@link Rope#apply}. */
    public static Tensor rope(Tensor x, RopeTable table, int heads) {
        return Rope.apply(x, table, heads);
    }

    /** Rows of a weight by index, as a constant: {@link Embedding}. */
    public static Tensor embedding(Scope scope, Weight table, int[] ids) {
        return Embedding.apply(scope, table, ids);
    }

    /** The same numbers in the same order under another shape: {@link Reshape}. */
    public static Tensor reshape(Tensor x, Shape shape) {
        return Reshape.apply(x, shape);
    }

    /** The axes in another order: {@link Transpose}. */
    public static Tensor transpose(Tensor x, int... axes) {
        return Transpose.apply(x, axes);
    }

    /** Tensors one after the other on an axis: {@link Concat}. */
    public static Tensor concat(int axis, Tensor... parts) {
        return Concat.apply(axis, parts);
    }

    /** Tensors one after the other on an axis: {@link Concat}. */
    public static Tensor concat(int axis, List<Tensor> parts) {
        return Concat.apply(axis, parts.toArray(Tensor[]::new));
    }

    /** The places {@code first .. first + count} of an axis: {@link Slice}. */
    public static Tensor slice(Tensor x, int axis, int first, int count) {
        return Slice.apply(x, axis, first, count);
    }

    /** An axis cut into runs of these lengths: {@link Split}. */
    public static List<Tensor> split(Tensor x, int axis, int... counts) {
        return Split.apply(x, axis, counts);
    }

    /** Rows by index: {@link GatherRows}. */
    public static Tensor gatherRows(Tensor x, int... rows) {
        return GatherRows.apply(x, rows);
    }

    /** Columns by index: {@link GatherColumns}. */
    public static Tensor gatherColumns(Tensor x, ColumnMap map) {
        return GatherColumns.apply(x, map);
    }

    /** Rows added up in a tensor of {@code count} rows of zeros: {@link ScatterAddRows}. */
    public static Tensor scatterAddRows(Tensor x, int[] rows, int count) {
        return ScatterAddRows.apply(x, rows, count);
    }

    /** The rows of {@code x}, packed as {@code all}, that {@code wanted} names: {@link SelectRows}. */
    public static Tensor selectRows(Tensor x, PackedRows all, PackedRows wanted) {
        return SelectRows.apply(x, all, wanted);
    }
}
