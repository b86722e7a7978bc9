// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.blas;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import org.lxt.cuda.driver.CudaException;
import org.lxt.cuda.driver.OutOfDeviceMemory;
import org.lxt.cuda.foreign.NativeCall;
import org.lxt.cuda.foreign.NativeLibrary;

/** The functions of {@code libcublas} that this backend uses. Source: NVIDIA, cuBLAS. A context must be current. */
public final class CublasApi {
    private static final int ALLOC_FAILED = 3;
    private static final int LONGEST_ERROR = 256;

    private final NativeLibrary library;
    private final MethodHandle create;
    private final MethodHandle destroy;
    private final MethodHandle setStream;
    private final MethodHandle setWorkspace;
    private final MethodHandle gemmEx;
    private final MethodHandle statusString;

    /** Looks the functions up. */
    public CublasApi(NativeLibrary library) {
        this.library = library;
        create = library.function("cublasCreate_v2", ADDRESS);
        destroy = library.function("cublasDestroy_v2", JAVA_LONG);
        setStream = library.function("cublasSetStream_v2", JAVA_LONG, JAVA_LONG);
        setWorkspace = library.function("cublasSetWorkspace_v2", JAVA_LONG, JAVA_LONG, JAVA_LONG);
        gemmEx = library.function(
                "cublasGemmEx",
                JAVA_LONG,
                JAVA_INT,
                JAVA_INT,
                JAVA_INT,
                JAVA_INT,
                JAVA_INT,
                ADDRESS,
                JAVA_LONG,
                JAVA_INT,
                JAVA_INT,
                JAVA_LONG,
                JAVA_INT,
                JAVA_INT,
                ADDRESS,
                JAVA_LONG,
                JAVA_INT,
                JAVA_INT,
                JAVA_INT,
                JAVA_INT);
        statusString = library.function("cublasGetStatusString", FunctionDescriptor.of(ADDRESS, JAVA_INT));
    }

    /** Where the library is. */
    public String where() {
        return library.where();
    }

    long create() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment at = arena.allocate(JAVA_LONG);
            check("cublasCreate", () -> (int) create.invokeExact(at));
            return at.get(JAVA_LONG, 0);
        }
    }

    void destroy(long handle) {
        check("cublasDestroy", () -> (int) destroy.invokeExact(handle));
    }

    void setStream(long handle, long stream) {
        check("cublasSetStream", () -> (int) setStream.invokeExact(handle, stream));
    }

    void setWorkspace(long handle, long address, long bytes) {
        check("cublasSetWorkspace", () -> (int) setWorkspace.invokeExact(handle, address, bytes));
    }

    /**
     * A stored matrix, column by column.
     *
     * @param address on the device
     * @param type of its elements, a {@code cudaDataType}
     * @param leading elements from one column to the next
     * @param transposed whether its transpose is meant
     */
    record Operand(long address, int type, int leading, boolean transposed) {
        private int operation() {
            return transposed ? 1 : 0;
        }
    }

    /** {@code c [m, n] = alpha a [m, k] b [k, n] + beta c}, all of them column by column, c not transposed. */
    void gemm(long handle, int compute, Operand c, Operand a, Operand b, int m, int n, int k, float alpha, float beta) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment factor = arena.allocateFrom(JAVA_FLOAT, alpha);
            MemorySegment keep = arena.allocateFrom(JAVA_FLOAT, beta);
            check("cublasGemmEx", () -> (int) gemmEx.invokeExact(
                    handle,
                    a.operation(),
                    b.operation(),
                    m,
                    n,
                    k,
                    factor,
                    a.address,
                    a.type,
                    a.leading,
                    b.address,
                    b.type,
                    b.leading,
                    keep,
                    c.address,
                    c.type,
                    c.leading,
                    compute,
                    // cuBLAS chooses, by the shapes alone
                    -1));
        }
    }

    private void check(String function, NativeCall call) {
        int status = NativeCall.status(call);
        if (status == ALLOC_FAILED) {
            throw new OutOfDeviceMemory(function);
        }
        if (status != 0) {
            throw new CudaException(
                    "cuBLAS (" + where() + ") failed in " + function + ": " + error(status)
                            + "; open the model once more, and if it fails again restart the program or choose another backend");
        }
    }

    @SuppressWarnings("restricted")
    private String error(int status) {
        MemorySegment[] text = {MemorySegment.NULL};
        NativeCall.status(() -> {
            text[0] = (MemorySegment) statusString.invokeExact(status);
            return 0;
        });
        return text[0].equals(MemorySegment.NULL)
                ? "error " + status
                : text[0].reinterpret(LONGEST_ERROR).getString(0);
    }
}
