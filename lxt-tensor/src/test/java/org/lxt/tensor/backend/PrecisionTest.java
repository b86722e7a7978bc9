// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.api.Fault;
import org.lxt.tensor.vector.VectorBackendProvider;
import org.lxt.tensor.weight.Bfloat16;

/** Products in bf16: what they compute, and where they are refused. */
class PrecisionTest {
    private static final BackendOptions BF16 =
            new BackendOptions(2).withPrecision(Precision.BF16).withKernels(BackendOptions.NO_KERNELS);

    @ParameterizedTest
    @CsvSource({"scalar,BF16,bf16,float32", "scalar-f64,BF16,bf16,float32", "vector,TF32,tf32,float32 and bf16"})
    void whatABackendDoesNotHaveIsRefused(String name, Precision precision, String asked, String has) {
        assumeTrue(!name.equals("vector")
                || new VectorBackendProvider().availability().available());
        assertThatThrownBy(() -> Backends.named(name, new BackendOptions(1).withPrecision(precision)))
                .isInstanceOfSatisfying(
                        BackendUnavailableException.class,
                        e -> assertThat(e.fault()).isEqualTo(Fault.CALLER))
                .hasMessage("backend '" + name + "' does not multiply in " + asked + ", only in " + has
                        + "; choose another precision or another backend");
    }

    @Test
    void theBestBackendIsNotReplacedByOneThatHasThePrecision() {
        List<BackendProvider> all = Backends.providers().stream()
                .filter(p -> p.name().startsWith("scalar"))
                .toList();
        assertThatThrownBy(() -> Backends.best(all, BF16)).hasMessageContaining("does not multiply in bf16");
    }

    @Test
    void roundingIsToNearestEven() {
        for (int upper = 0; upper < 0x10000; upper += 7) {
            for (int lower : new int[] {0, 1, 0x7fff, 0x8000, 0x8001, 0xffff}) {
                float value = Float.intBitsToFloat(upper << 16 | lower);
                float rounded = Bfloat16.value(Bfloat16.round(value));
                if (Float.isNaN(value)) {
                    assertThat(rounded).isNaN();
                } else if (Math.abs(value) < 0x1.ffp127f && Math.abs(value) >= Float.MIN_NORMAL) {
                    assertThat((double) rounded).isEqualTo(RoundedInputs.rounded(value));
                }
            }
        }
        assertThat(Bfloat16.value(Bfloat16.round(Float.MAX_VALUE))).isEqualTo(Float.POSITIVE_INFINITY);
    }

    /** By rounding and the products of float32, where there are no others. */
    @Tag("vector")
    @Nested
    class OfTheVectorApi {
        @BeforeEach
        void requireVectors() {
            assumeTrue(new VectorBackendProvider().availability().available(), "there is no vector backend here");
        }

        @Test
        void productsAreThoseOfRoundedOperands() {
            try (Backend vector = Backends.named("vector", BF16);
                    Backend reference = new RoundedInputs(Backends.named("scalar-f64", new BackendOptions(2)))) {
                assertThat(vector.description()).contains("bf16");
                RoundedInputs.cases(1).forEach(c -> c.compare(vector, reference));
            }
        }

        /** The control: it is not float32 that was compared. A few small weights in blocks are 0, which no rounding changes. */
        @Test
        void productsAreNotThoseOfUnroundedOperands() {
            try (Backend vector = Backends.named("vector", BF16);
                    Backend reference = Backends.named("scalar-f64", new BackendOptions(2))) {
                List<KernelCase> all = RoundedInputs.cases(1);
                List<KernelCase> failing = all.stream()
                        .filter(c -> {
                            try {
                                c.compare(vector, reference);
                                return false;
                            } catch (AssertionError _) {
                                return true;
                            }
                        })
                        .toList();
                assertThat(failing).hasSizeGreaterThanOrEqualTo(all.size() - 5);
            }
        }

        @ParameterizedTest
        @ValueSource(ints = {2, 5})
        void bitsDoNotDependOnTheNumberOfThreadsNorOnKeptPanels(int threads) {
            BackendOptions other = BF16.withThreads(threads).withPackMemory(1 << 28);
            try (Backend one = Backends.named("vector", BF16.withThreads(1));
                    Backend several = Backends.named("vector", other)) {
                for (KernelCase c : RoundedInputs.cases(2)) {
                    assertThat(c.run().apply(several))
                            .as("%s", c)
                            .isEqualTo(c.run().apply(one));
                }
            }
        }

        /** Attention, and products that have no weight, are of float32. */
        @Test
        void allOtherKernelsAreThoseOfFloat32() {
            try (Backend bf16 = Backends.named("vector", BF16);
                    Backend float32 = Backends.named("vector", BF16.withPrecision(Precision.FLOAT32))) {
                List<KernelCase> others = KernelComparison.cases().stream()
                        .filter(c -> !c.name().matches("(linear|gradients).*"))
                        .toList();
                assertThat(others).hasSizeGreaterThan(100);
                for (KernelCase c : others) {
                    assertThat(c.run().apply(bf16))
                            .as("%s", c)
                            .isEqualTo(c.run().apply(float32));
                }
            }
        }
    }
}
