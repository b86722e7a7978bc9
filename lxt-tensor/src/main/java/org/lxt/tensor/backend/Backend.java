package org.lxt.tensor.backend;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.kernel.Activation;
import org.lxt.tensor.backend.kernel.AttentionKernels;
import org.lxt.tensor.backend.kernel.Band;
import org.lxt.tensor.backend.kernel.ElementKernels;
import org.lxt.tensor.backend.kernel.MovementKernels;
import org.lxt.tensor.backend.kernel.ReductionKernels;
import org.lxt.tensor.backend.memory.BackendMemoryException;
import org.lxt.tensor.backend.memory.Buffer;
import org.lxt.tensor.backend.memory.DType;
import org.lxt.tensor.backend.memory.Index;
import org.lxt.tensor.backend.memory.MatrixView;
import org.lxt.tensor.weight.WeightData;
import org.lxt.tensor.weight.WeightHandle;

/**
 * The operations a device must offer. Matrices are row-major and dense; {@code rows} and {@code columns} count elements.
 *
 * <p>Operations are issued in the order of the calls and may complete later: only {@link #read} waits. The arguments
 * are checked by the callers, so kernels need not. A destination may be the same buffer as a source only where each
 * element or row is computed from the same element or row of that source; never in a matrix product, a gather or a
 * scatter.
 *
 * <p>Where a kernel takes an {@link Index} of rows, it maps each row of the gradient or destination to a row of the other
 * operand; {@code null} means row {@code i} to row {@code i}.
 *
 * <p>All methods are mandatory but {@link #kernels}, by which a backend offers more.
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

    /**
     * The optional kernels that this backend has: fused ones that go faster than the mandatory ones of which they could be
     * composed. A group is an interface of this package, such as {@link AttentionKernels}; a backend has all of its kernels
     * or none. Asked at each call of an operation, so the answer must be at hand.
     *
     * @return the group's kernels; empty if they are to be composed
     */
    default <K> Optional<K> kernels(Class<K> group) {
        return Optional.empty();
    }

    // ---- memory

    /**
     * Allocates a buffer whose contents are undefined.
     *
     * @throws BackendMemoryException if there is no room
     */
    Buffer allocate(long size);

    /** Gives a buffer back; operations already issued still see it. */
    void free(Buffer buffer);

    /** Copies {@code source} to the start of the buffer. */
    void write(Buffer destination, double[] source);

    /** Copies elements from {@code offset} on to the host; waits for the operations that fill them. */
    void read(Buffer source, long offset, double[] destination);

    /**
     * Makes whole numbers usable by kernels; the array is never changed after the call.
     *
     * @throws BackendMemoryException if there is no room
     */
    Index loadIndex(int[] values);

    /** Releases what {@link #loadIndex} made; operations already issued still see it. */
    void freeIndex(Index index);

    /** Sets the first {@code size} elements. */
    void fill(Buffer destination, double value, long size);

    /**
     * Makes a weight usable by this backend.
     *
     * @throws BackendMemoryException if there is no room
     */
    WeightHandle loadWeight(WeightData data);

    /** Releases what {@link #loadWeight} made; operations already issued still see it. */
    void freeWeight(WeightHandle weight);

    // ---- matrices

    /** {@code y [rows, W.rows] = x [rows, W.columns] W^T}. */
    void linear(Buffer y, Buffer x, int rows, WeightHandle weight);

    /** {@code gx [rows, W.columns] = gy [rows, W.rows] W}. */
    void linearGradient(Buffer gx, Buffer gy, int rows, WeightHandle weight);

    /** {@code destination[i] = W[rows[i]]}: an embedding look-up, or the gradient of a linear layer at one-hot rows. */
    void weightRows(Buffer destination, WeightHandle weight, Index rows);

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
    void multiply(Buffer destination, Buffer a, Buffer b, @Nullable Index bRows, int rows, int columns);

    /** {@code destination[i] = g[i] * f'(x[xRows[i]])}. */
    void activationGradient(
            Activation f, Buffer destination, Buffer g, Buffer x, @Nullable Index xRows, int rows, int columns);

    /**
     * {@code destination[i] = g[i] * y[r] / (x[r] + epsilon)} with {@code r = xRows[i]}: the gradient along the secant
     * from the origin instead of the tangent.
     */
    void secantGradient(
            Buffer destination,
            Buffer g,
            Buffer x,
            Buffer y,
            @Nullable Index xRows,
            double epsilon,
            int rows,
            int columns);

    /** {@code destination[i] = a[i] + vector}. */
    void addVector(Buffer destination, Buffer a, Buffer vector, int rows, int columns);

    /** {@code destination[i] = a[i] * (vector + offset)}. */
    void multiplyVector(Buffer destination, Buffer a, Buffer vector, double offset, int rows, int columns);

    /** {@code destination[i] = a[i] * factors[factorRows[i]]}, one factor a row. */
    void scaleRows(Buffer destination, Buffer a, Buffer factors, @Nullable Index factorRows, int rows, int columns);

    /** {@code destination[i] = sum over columns of a[i] * b[bRows[i]]}. */
    void rowDot(Buffer destination, Buffer a, Buffer b, @Nullable Index bRows, int rows, int columns);

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
            @Nullable Index tableRows,
            boolean inverse,
            int rows,
            int heads,
            int headSize);

    /** Softmax of each row over its visible columns; the others become 0. Both matrices are {@code [rows, columns]}. */
    void softmax(Buffer destination, Buffer scores, Band band, int rows, int columns);

    /** {@code destination = p * (gp - sum over columns of p * gp)}: the gradient of softmax at output p. */
    void softmaxGradient(Buffer destination, Buffer p, Buffer gp, int rows, int columns);

    @Override
    void close();
}
