// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.blas;

import org.lxt.cuda.driver.DeviceStream;
import org.lxt.cuda.memory.DeviceMemory;
import org.lxt.cuda.memory.Piece;
import org.lxt.tensor.backend.Precision;
import org.lxt.tensor.weight.Encoding;

/**
 * Matrix products by cuBLAS on the stream of a device, for several threads. Its workspace is its own, of one size: so it
 * chooses the same algorithm for the same shapes, and its sums have one order.
 */
public final class Cublas implements AutoCloseable {
    /** What NVIDIA recommends for the newest architectures. */
    private static final long WORKSPACE = 32L << 20;

    private static final int FLOAT32 = 0;
    private static final int FLOAT16 = 2;
    private static final int BFLOAT16 = 14;

    private final CublasApi api;
    private final DeviceStream stream;
    private final DeviceMemory memory;
    private final Piece workspace;
    private final long handle;

    /** Opens cuBLAS on a stream. */
    public Cublas(CublasApi api, DeviceStream stream, DeviceMemory memory) {
        this.api = api;
        this.stream = stream;
        this.memory = memory;
        this.workspace = memory.take(WORKSPACE);
        long made = 0;
        try {
            made = stream.inContext(api::create);
            prepare(made);
        } catch (RuntimeException e) {
            destroy(made);
            memory.release(workspace);
            throw e;
        }
        this.handle = made;
    }

    private void prepare(long made) {
        stream.inContext(() -> {
            api.setStream(made, stream.handle());
            api.setWorkspace(made, workspace.address(), workspace.bytes());
            return made;
        });
    }

    private void destroy(long made) {
        if (made != 0) {
            stream.giveBack(() -> api.destroy(made));
        }
    }

    /** {@code c = alpha a b + beta c}. c is float32, a and b are of one encoding. */
    public void multiply(Matrix c, Matrix a, Matrix b, double alpha, double beta, Precision precision) {
        if (c.transposed()) {
            // (a b)^T = b^T a^T
            multiply(c.transpose(), b.transpose(), a.transpose(), alpha, beta, precision);
            return;
        }
        // what is stored row by row is, column by column, its transpose
        int compute = a.encoding() == Encoding.F32 ? compute(precision) : compute(Precision.FLOAT32);
        CublasApi.Operand left = operand(b);
        CublasApi.Operand right = operand(a);
        CublasApi.Operand result = operand(c);
        synchronized (this) {
            stream.inContext(() -> {
                api.gemm(
                        handle, compute, result, left, right, c.columns(), c.rows(), a.columns(), (float) alpha, (float)
                                beta);
                return handle;
            });
        }
    }

    private static CublasApi.Operand operand(Matrix m) {
        return new CublasApi.Operand(m.address(), type(m.encoding()), m.stride(), m.transposed());
    }

    private static int type(Encoding encoding) {
        return switch (encoding) {
            case F32 -> FLOAT32;
            case F16 -> FLOAT16;
            case BF16 -> BFLOAT16;
            default -> throw new IllegalArgumentException(encoding + " is not computed with on devices");
        };
    }

    /** A {@code cublasComputeType_t}: sums in float32, of float32 operands all bits or those that were asked for. */
    private static int compute(Precision precision) {
        return switch (precision) {
            case FLOAT32 -> 68;
            case TF32 -> 77;
            case BF16 -> 75;
        };
    }

    @Override
    public void close() {
        destroy(handle);
        memory.release(workspace);
    }
}
