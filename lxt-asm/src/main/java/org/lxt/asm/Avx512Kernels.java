// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm;

import com.google.auto.service.AutoService;
import java.util.Optional;
import org.lxt.asm.cpu.Processor;
import org.lxt.asm.kernel.Assembled;
import org.lxt.tensor.backend.Availability;
import org.lxt.tensor.processor.KernelProvider;

/** The kernels {@code avx512}, for processors with AVX-512: vectors of 512 bits, 32 registers. */
@AutoService(KernelProvider.class)
public final class Avx512Kernels implements KernelProvider {
    private static final Assembled KERNELS = Assembled.avx512();

    /** For {@link java.util.ServiceLoader}. */
    public Avx512Kernels() {}

    @Override
    public String name() {
        return "avx512";
    }

    @Override
    public int priority() {
        return 30;
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
