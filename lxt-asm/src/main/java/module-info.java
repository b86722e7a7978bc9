// SPDX-License-Identifier: BSD-3-Clause
/**
 * Kernels in machine code for processors with AVX2 or AVX-512, which the backend {@code vector} uses where this module is
 * there.
 */
@org.jspecify.annotations.NullMarked
module org.lxt.asm {
    requires transitive org.lxt.tensor;
    requires static com.google.auto.service;
    requires static org.jspecify;

    exports org.lxt.asm;

    provides org.lxt.tensor.processor.KernelProvider with
            org.lxt.asm.Avx2Kernels,
            org.lxt.asm.Avx512Kernels,
            org.lxt.asm.Avx512Bf16Kernels,
            org.lxt.asm.AmxKernels;
}
