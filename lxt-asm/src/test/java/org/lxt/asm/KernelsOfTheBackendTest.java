// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.tensor.backend.Availability;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.BackendOptions;
import org.lxt.tensor.backend.BackendUnavailableException;
import org.lxt.tensor.backend.Backends;
import org.lxt.tensor.backend.ForkedJvm;
import org.lxt.tensor.backend.KernelCase;
import org.lxt.tensor.backend.KernelComparison;
import org.lxt.tensor.backend.Precision;
import org.lxt.tensor.backend.RoundedInputs;
import org.lxt.tensor.processor.KernelProvider;
import org.lxt.tensor.processor.choice.KernelChoice;

/** The backend {@code vector} with the kernels of this module: right, and the same to the bit as without them. */
@Tag("vector")
class KernelsOfTheBackendTest {
    private static final String MODULE = "--add-modules=jdk.incubator.vector";
    private static final String ACCESS = "--enable-native-access=ALL-UNNAMED";

    /** The results of the usual cases by the Vector API alone; empty before they are needed. */
    private static List<double[]> withoutKernels = List.of();

    static List<String> names() {
        return KernelChoice.providers().stream().map(KernelProvider::name).toList();
    }

    private static Backend backend(String kernels, int threads) {
        return Backends.named("vector", new BackendOptions(threads).withKernels(kernels));
    }

    private static void require(String kernels) {
        Availability availability = KernelChoice.providers().stream()
                .filter(p -> p.name().equals(kernels))
                .findFirst()
                .map(KernelChoice::examine)
                .orElseThrow();
        assumeTrue(availability.available(), availability.reason());
    }

    @ParameterizedTest
    @MethodSource("names")
    void allKernelsAgreeWithTheReference(String kernels) {
        require(kernels);
        try (Backend vector = backend(kernels, 2);
                Backend reference = Backends.named("scalar-f64", new BackendOptions(2))) {
            assertThat(vector.description()).contains("kernels " + kernels);
            KernelComparison.cases().forEach(c -> c.compare(vector, reference));
        }
    }

    private static List<double[]> withoutKernels() {
        if (withoutKernels.isEmpty()) {
            try (Backend without = backend(BackendOptions.NO_KERNELS, 1)) {
                assertThat(without.description()).doesNotContain("kernels");
                withoutKernels = KernelComparison.cases().stream()
                        .map(c -> c.run().apply(without))
                        .toList();
            }
        }
        return withoutKernels;
    }

    /** All but products of few rows with a weight, in which the order of sums is another than that of the Vector API. */
    @ParameterizedTest
    @MethodSource("names")
    void bitsAreThoseOfTheVectorApiForAnyNumberOfThreads(String kernels) {
        require(kernels);
        List<KernelCase> cases = KernelComparison.cases();
        List<double[]> expected = new ArrayList<>(withoutKernels());
        try (Backend with = backend(kernels, 1)) {
            for (int i = 0; i < cases.size(); i++) {
                double[] actual = cases.get(i).run().apply(with);
                if (cases.get(i).name().matches("linear.* ([1-5]?[0-9]|6[0-4]) x .*")) {
                    expected.set(i, actual);
                }
                assertThat(actual).as("%s", cases.get(i)).isEqualTo(expected.get(i));
            }
        }
        for (int threads : new int[] {2, 5}) {
            try (Backend with = backend(kernels, threads)) {
                for (int i = 0; i < cases.size(); i++) {
                    assertThat(cases.get(i).run().apply(with))
                            .as("%s with %d threads", cases.get(i), threads)
                            .isEqualTo(expected.get(i));
                }
            }
        }
    }

    private static BackendOptions bf16(String kernels, int threads) {
        return new BackendOptions(threads).withKernels(kernels).withPrecision(Precision.BF16);
    }

    /** By instructions for it or by rounding: the same but for the order of sums. */
    @ParameterizedTest
    @MethodSource("names")
    void productsOfBf16AreThoseOfRoundedOperands(String kernels) {
        require(kernels);
        try (Backend vector = Backends.named("vector", bf16(kernels, 2));
                Backend reference = new RoundedInputs(Backends.named("scalar-f64", new BackendOptions(2)))) {
            assertThat(vector.description()).contains("kernels " + kernels + ", bf16");
            RoundedInputs.cases(1).forEach(c -> c.compare(vector, reference));
        }
    }

    @ParameterizedTest
    @MethodSource("names")
    void bitsOfBf16DoNotDependOnTheNumberOfThreadsNorOnKeptPanels(String kernels) {
        require(kernels);
        BackendOptions other = bf16(kernels, 5).withPackMemory(1 << 28);
        try (Backend one = Backends.named("vector", bf16(kernels, 1));
                Backend several = Backends.named("vector", other)) {
            for (KernelCase c : RoundedInputs.cases(2)) {
                assertThat(c.run().apply(several)).as("%s", c).isEqualTo(c.run().apply(one));
            }
        }
    }

    /**
     * The kernels follow the processor, the rest of the backend what the JVM is told: both orders of widths must fit. Vectors
     * of 256 bits have a run of the tests above.
     */
    @Test
    @Tag("any-width")
    void theyFitVectorsOf128Bits() throws Exception {
        String flag = "-XX:MaxVectorSize=16";
        List<String> usable = KernelChoice.providers().stream()
                .filter(p -> KernelChoice.examine(p).available())
                .map(KernelProvider::name)
                .toList();
        assumeTrue(!usable.isEmpty(), "none can be used here");
        ForkedJvm.Result result =
                ForkedJvm.run(List.of(MODULE, ACCESS, flag), KernelComparison.class, usable.toArray(String[]::new));
        assumeTrue(!result.refusedFlag(), "this JVM has no " + flag);
        for (String kernels : usable) {
            assertThat(result.output()).containsPattern("cases agree: .*kernels " + kernels + "\\b");
        }
        assertThat(result.exitCode()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--illegal-native-access=deny", "--illegal-native-access=warn"})
    @Tag("any-width")
    void withoutNativeAccessTheVectorApiComputesAndTheReasonIsToldOnce(String flag) throws Exception {
        require(names().getLast());
        ForkedJvm.Result result = ForkedJvm.run(List.of(MODULE, flag), KernelComparison.class);
        assertThat(result.output())
                .contains("cases agree")
                .doesNotContain("kernels avx")
                .doesNotContain("restricted method")
                .containsOnlyOnce(
                        "native access is not allowed: start the JVM with --enable-native-access=ALL-UNNAMED");
        assertThat(result.exitCode()).isZero();
    }

    @Test
    @Tag("any-width")
    void withoutNativeAccessThoseAskedForByNameAreRefused() throws Exception {
        ForkedJvm.Result result = ForkedJvm.run(
                List.of(MODULE, "--illegal-native-access=deny", "-Dlxt.kernels=avx2"), KernelComparison.class);
        assertThat(result.output()).contains("kernels 'avx2' cannot be used: ");
        assertThat(result.exitCode()).isNotZero();
    }

    @Test
    void unknownOnesAreRefused() {
        assertThatThrownBy(() -> backend("neon", 1))
                .isInstanceOf(BackendUnavailableException.class)
                .hasMessage("there are no kernels 'neon'; there are: amx, avx512-bf16, avx512, avx2, auto, none");
    }
}
