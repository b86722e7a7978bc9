// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.lxt.asm.cpu.Feature;
import org.lxt.asm.cpu.Processor;
import org.lxt.asm.x86.Code;
import org.lxt.tensor.backend.Availability;
import org.lxt.tensor.processor.Bf16Product;
import org.lxt.tensor.processor.KernelProvider;
import org.lxt.tensor.processor.choice.KernelChoice;

/** The products by AMX where there is none: their code is run step by step. Packing runs as it is, by AVX512-BF16. */
class MatrixKernelTest {
    @BeforeAll
    static void requirePacking() {
        assumeTrue(Processor.isOfThisKind());
        String missing = Processor.own().missing(Feature.AVX512F, Feature.AVX512BW, Feature.AVX512_BF16);
        assumeTrue(missing.isEmpty(), "this processor has no " + missing);
    }

    /** A class of its own for each test, since what a class was found to be is remembered. */
    private abstract static class Emulated implements KernelProvider {
        private final Bf16Product kernel;

        Emulated(boolean mistaken) {
            byte[] whole = bytes(mistaken ? 1 : 2);
            byte[] half = bytes(1);
            kernel = new MatrixKernel(
                    (a, b, c, n) -> MatrixEmulator.run(whole, a, b, c, n),
                    (a, b, c, n) -> MatrixEmulator.run(half, a, b, c, n));
        }

        private static byte[] bytes(int halves) {
            Code code = new Code();
            MatrixTileCode.write(code, halves);
            return code.toBytes();
        }

        @Override
        public String name() {
            return "emulated";
        }

        @Override
        public int priority() {
            return 0;
        }

        @Override
        public boolean suits() {
            return true;
        }

        @Override
        public Availability availability() {
            return Availability.yes("step by step");
        }

        @Override
        public <K> Optional<K> kernels(Class<K> group) {
            return group == Bf16Product.class ? Optional.of(group.cast(kernel)) : Optional.empty();
        }
    }

    @Test
    void productsAreRight() {
        assertThat(KernelChoice.examine(new Emulated(false) {})).isEqualTo(Availability.yes("step by step"));
    }

    /** The control: where a whole tile is wanted the code computes half of it. */
    @Test
    void aMistakeIsFound() {
        assertThat(KernelChoice.examine(new Emulated(true) {}).reason())
                .startsWith("switched off, since they computed a");
    }
}
