// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm;

import com.google.auto.service.AutoService;
import java.util.Optional;
import org.lxt.asm.cpu.Processor;
import org.lxt.asm.kernel.Assembled;
import org.lxt.tensor.backend.Availability;
import org.lxt.tensor.backend.Precision;
import org.lxt.tensor.processor.KernelProvider;

/** The kernels {@code avx512-bf16}: those of {@code avx512}, and products of bfloat16 for processors with AVX512-BF16. */
@AutoService(KernelProvider.class)
public final class Avx512Bf16Kernels implements KernelProvider {
    private static final Assembled KERNELS = Assembled.avx512Bf16();

    /** For {@link java.util.ServiceLoader}. */
    public Avx512Bf16Kernels() {}

    @Override
    public String name() {
        return "avx512-bf16";
    }

    @Override
    public int priority() {
        return 40;
    }

    @Override
    public Precision precision() {
        return Precision.BF16;
    }

    @Override
    public boolean suits() {
        return Processor.isOfThisKind();
    }

    @Override
    public Availability availability() {
        return KERNELS.availability();
    }

    @Override
    public <K> Optional<K> kernels(Class<K> group) {
        return KERNELS.kernels(group);
    }
}
