// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm;

import com.google.auto.service.AutoService;
import java.util.Optional;
import org.lxt.asm.cpu.Processor;
import org.lxt.asm.kernel.Assembled;
import org.lxt.tensor.backend.Availability;
import org.lxt.tensor.backend.Precision;
import org.lxt.tensor.processor.KernelProvider;

/** The kernels {@code amx}: those of {@code avx512}, and products of bfloat16 for processors with AMX. */
@AutoService(KernelProvider.class)
public final class AmxKernels implements KernelProvider {
    private static final Assembled KERNELS = Assembled.amx();

    /** For {@link java.util.ServiceLoader}. */
    public AmxKernels() {}

    @Override
    public String name() {
        return "amx";
    }

    @Override
    public int priority() {
        return 50;
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
