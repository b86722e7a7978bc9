// SPDX-License-Identifier: BSD-3-Clause
/**
 * Kernels in machine code, assembled when they are first used: {@link org.lxt.asm.Avx2Kernels}, {@link
 * org.lxt.asm.Avx512Kernels}, {@link org.lxt.asm.Avx512Bf16Kernels}, {@link
 * org.lxt.asm.AmxKernels}. No library is loaded and no compiler needed.
 */
@org.lxt.api.API(status = org.lxt.api.API.Status.EXPERIMENTAL, since = "0.1")
package org.lxt.asm;
