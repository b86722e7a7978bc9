package org.lxt.tensor.backend;

import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.composed.ComposedAttention;
import org.lxt.tensor.backend.composed.ComposedGamma;
import org.lxt.tensor.backend.composed.ComposedLayerNorm;
import org.lxt.tensor.backend.composed.ComposedRmsNorm;

/**
 * The operations a device must offer. Matrices are row-major and dense; {@code rows} and {@code columns} count elements.
 *
 * <p>Operations are issued in the order of the calls and may complete later: only {@link #read} waits. The arguments
 * are checked by the callers, so kernels need not. A destination may be the same buffer as a source only where each
 * element or row is computed from the same element or row of that source; never in a matrix product, a gather or a
 * scatter.
 *
 * <p>Where a kernel takes an {@code int[]} of rows, it maps each row of the gradient or destination to a row of the
 * other operand; {@code null} means row {@code i} to row {@code i}. Such arrays are never changed after the call.
 *
 * <p>The abstract methods are mandatory. The others are fused kernels that a backend may replace by faster ones of the
 * same meaning: their defaults are composed of the mandatory ones.
 *
 * <p>The results of a backend do not depend on the number of its threads, nor on whether the JVM has compiled it yet.
 * Several threads may use a backend at once, on buffers of their own. No method gives up because its thread is interrupted:
 * the interrupt status stays set, and who calls the backend looks at it between operations.
 */
public interface Backend extends ElementKernels, MovementKernels, ReductionKernels, AutoCloseable {
    /** The name of its provider. */
    String name();

    /** One line for people: instruction set, width, threads. */
    String description();

    /** The type of every buffer's elements. */
    DType computeType();

    // ---- memory

    /** Allocates a buffer whose contents are undefined. */
    Buffer allocate(long size);

    /** Gives a buffer back; operations already issued still see it. */
    void free(Buffer buffer);

    /** Copies {@code source} to the start of the buffer. */
    void write(Buffer destination, double[] source);

    /** Copies elements from {@code offset} on to the host; waits for the operations that fill them. */
    void read(Buffer source, long offset, double[] destination);

    /** Sets the first {@code size} elements. */
    void fill(Buffer destination, double value, long size);

    /** Makes a weight usable by this backend. */
    WeightHandle loadWeight(WeightData data);

    /** Releases what {@link #loadWeight} made; operations already issued still see it. */
    void freeWeight(WeightHandle weight);

    // ---- matrices

    /** {@code y [rows, W.rows] = x [rows, W.columns] W^T}. */
    void linear(Buffer y, Buffer x, int rows, WeightHandle weight);

    /** {@code gx [rows, W.columns] = gy [rows, W.rows] W}. */
    void linearGradient(Buffer gx, Buffer gy, int rows, WeightHandle weight);

    /** {@code destination[i] = W[rows[i]]}: an embedding look-up, or the gradient of a linear layer at one-hot rows. */
    void weightRows(Buffer destination, WeightHandle weight, int[] rows);

    /** {@code c = alpha a b + beta c}; with {@code beta} 0, c may hold anything before. */
    void gemm(MatrixView c, MatrixView a, MatrixView b, double alpha, double beta);

    // ---- element by element

    /** {@code destination = a + b}. */
    void add(Buffer destination, Buffer a, Buffer b, long size);

    /** {@code destination = factor * a}. */
    void scale(Buffer destination, Buffer a, double factor, long size);

    /** {@code destination = f(x)}. */
    void activation(Activation f, Buffer destination, Buffer x, long size);

    /** {@code destination = 1 / sqrt(factor * x + epsilon)}. */
    void inverseRoot(Buffer destination, Buffer x, double factor, double epsilon, long size);

    // ---- row by row

    /** {@code destination[i] = a[i] * b[bRows[i]]}. */
    void multiply(Buffer destination, Buffer a, Buffer b, int @Nullable [] bRows, int rows, int columns);

    /** {@code destination[i] = g[i] * f'(x[xRows[i]])}. */
    void activationGradient(
            Activation f, Buffer destination, Buffer g, Buffer x, int @Nullable [] xRows, int rows, int columns);

    /**
     * {@code destination[i] = g[i] * y[r] / (x[r] + epsilon)} with {@code r = xRows[i]}: the gradient along the secant
     * from the origin instead of the tangent.
     */
    void secantGradient(
            Buffer destination,
            Buffer g,
            Buffer x,
            Buffer y,
            int @Nullable [] xRows,
            double epsilon,
            int rows,
            int columns);

    /** {@code destination[i] = a[i] + vector}. */
    void addVector(Buffer destination, Buffer a, Buffer vector, int rows, int columns);

    /** {@code destination[i] = a[i] * (vector + offset)}. */
    void multiplyVector(Buffer destination, Buffer a, Buffer vector, double offset, int rows, int columns);

    /** {@code destination[i] = a[i] * factors[factorRows[i]]}, one factor a row. */
    void scaleRows(Buffer destination, Buffer a, Buffer factors, int @Nullable [] factorRows, int rows, int columns);

    /** {@code destination[i] = sum over columns of a[i] * b[bRows[i]]}. */
    void rowDot(Buffer destination, Buffer a, Buffer b, int @Nullable [] bRows, int rows, int columns);

    /**
     * Rotary position embedding of {@code heads} heads a row: for each head and {@code j < headSize / 2}, the pair
     * {@code (j, j + headSize / 2)} is turned by the angle whose cosine and sine stand at {@code [tableRows[i], j]} of
     * the tables; backwards if {@code inverse}. Source: transformers, {@code apply_rotary_pos_emb}.
     */
    void rope(
            Buffer destination,
            Buffer x,
            Buffer cosines,
            Buffer sines,
            int @Nullable [] tableRows,
            boolean inverse,
            int rows,
            int heads,
            int headSize);

    /** Softmax of each row over its visible columns; the others become 0. Both matrices are {@code [rows, columns]}. */
    void softmax(Buffer destination, Buffer scores, Band band, int rows, int columns);

    /** {@code destination = p * (gp - sum over columns of p * gp)}: the gradient of softmax at output p. */
    void softmaxGradient(Buffer destination, Buffer p, Buffer gp, int rows, int columns);

    // ---- fused kernels, optional

    /**
     * Root-mean-square norm: {@code inverseRms [rows] = 1 / sqrt(mean(x^2) + epsilon)}, {@code y = x * inverseRms *
     * (weight + offset)}.
     */
    default void rmsNorm(
            Buffer y,
            Buffer inverseRms,
            Buffer x,
            Buffer weight,
            double offset,
            double epsilon,
            int rows,
            int columns) {
        ComposedRmsNorm.forward(this, y, inverseRms, x, weight, offset, epsilon, rows, columns);
    }

    /**
     * Layer norm: {@code mean [rows]} of each row, {@code inverseDeviation [rows] = 1 / sqrt(mean((x - mean)^2) +
     * epsilon)}, {@code y = (x - mean) * inverseDeviation * weight + bias}.
     */
    default void layerNorm(
            Buffer y,
            Buffer mean,
            Buffer inverseDeviation,
            Buffer x,
            Buffer weight,
            @Nullable Buffer bias,
            double epsilon,
            int rows,
            int columns) {
        ComposedLayerNorm.forward(this, y, mean, inverseDeviation, x, weight, bias, epsilon, rows, columns);
    }

    /** Grouped-query attention over packed sequences, forward. */
    default void attention(Buffer y, Buffer q, Buffer k, Buffer v, AttentionPlan plan) {
        ComposedAttention.forward(this, y, q, k, v, plan);
    }

    /**
     * Grouped-query attention over packed sequences, backward. Of {@code gq}, {@code gk} and {@code gv} those that are
     * not null are filled, and {@code scoreRelevance}, if given, with the sum over heads and keys of score times score
     * gradient for each row of {@code g}.
     */
    default void attentionGradient(
            @Nullable Buffer gq,
            @Nullable Buffer gk,
            @Nullable Buffer gv,
            @Nullable Buffer scoreRelevance,
            Buffer g,
            Buffer q,
            Buffer k,
            Buffer v,
            AttentionPlan plan) {
        ComposedAttention.backward(this, gq, gk, gv, scoreRelevance, g, q, k, v, plan);
    }

    /**
     * A linear layer and the same of magnitudes: {@code y [rows, outputs] = x W^T} and {@code magnitude [rows, outputs] = |x|
     * |W|^T}.
     */
    default void magnitudeLinear(
            Buffer y, Buffer magnitude, Buffer x, int rows, WeightHandle weight, int outputs, int inputs) {
        ComposedGamma.linear(this, y, magnitude, x, rows, weight, outputs, inputs);
    }

    /** Both products backwards: {@code gx [rows, inputs] = g W} and {@code gMagnitude [rows, inputs] = signed |W|}. */
    default void magnitudeLinearGradient(
            Buffer gx,
            Buffer gMagnitude,
            Buffer g,
            Buffer signed,
            int rows,
            WeightHandle weight,
            int outputs,
            int inputs) {
        ComposedGamma.linearGradient(this, gx, gMagnitude, g, signed, rows, weight, outputs, inputs);
    }

    /**
     * The factors of the gamma rule: {@code signed = y / ((1 + gamma/2) |y| + gamma/2 magnitude + stabilizer)} and {@code
     * factors = |signed|}. {@code signed} may be the same buffer as {@code magnitude}.
     */
    default void gammaFactors(
            Buffer factors, Buffer signed, Buffer y, Buffer magnitude, double gamma, double stabilizer, int size) {
        ComposedGamma.factors(this, factors, signed, y, magnitude, gamma, stabilizer, size);
    }

    /**
     * The gradient of the gamma rule at the input: {@code gx[i] = ((1 + gamma/2) x[r] u[i] + gamma/2 |x[r]| v[i]) / (x[r] +
     * sign(x[r]) epsilon)} with {@code r = xRows[i]} and sign(0) = 1.
     */
    default void gammaGradient(
            Buffer gx,
            Buffer u,
            Buffer v,
            Buffer x,
            int @Nullable [] xRows,
            double gamma,
            double epsilon,
            int rows,
            int columns) {
        ComposedGamma.gradient(this, gx, u, v, x, xRows, gamma, epsilon, rows, columns);
    }

    @Override
    void close();
}
