// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.tensor.backend.kernel.Activation;
import org.lxt.tensor.backend.memory.Buffer;

@Tag("vector")
class VectorBackendTest {
    private static Backend vector;
    private static Backend reference;

    @BeforeAll
    static void open() {
        Availability availability = Backends.providers().stream()
                .filter(p -> p.name().equals("vector"))
                .findFirst()
                .orElseThrow()
                .availability();
        assumeTrue(availability.available(), availability.reason());
        vector = Backends.named("vector", new BackendOptions(2));
        reference = Backends.named("scalar-f64", new BackendOptions(2));
    }

    @AfterAll
    static void close() {
        if (vector != null) {
            vector.close();
            reference.close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 13, 207, 4098})
    void kernelsAgreeWithTheReference(int size) {
        KernelCases.ofSize(size).forEach(c -> c.compare(vector, reference));
    }

    @Test
    void productsAgreeWithTheReference() {
        ProductCases.sample(3, 60, 500_000).forEach(c -> c.compare(vector, reference));
        ProductCases.large().forEach(c -> c.compare(vector, reference));
    }

    @Test
    void attentionAgreesWithTheReference() {
        AttentionKernelCases.all().forEach(c -> c.compare(vector, reference));
        ScoreKernelCases.all().forEach(c -> c.compare(vector, reference));
    }

    @Test
    void resultsDoNotDependOnTheNumberOfThreads() {
        List<KernelCase> cases = KernelComparison.cases();
        List<double[]> expected;
        try (Backend one = Backends.named("vector", new BackendOptions(1))) {
            expected = cases.stream().map(c -> c.run().apply(one)).toList();
        }
        for (int threads : new int[] {2, 5}) {
            try (Backend several = Backends.named("vector", new BackendOptions(threads))) {
                for (int i = 0; i < cases.size(); i++) {
                    assertThat(cases.get(i).run().apply(several))
                            .as("%s with %d threads", cases.get(i), threads)
                            .isEqualTo(expected.get(i));
                }
            }
        }
    }

    @Test
    void resultsDoNotChangeWhileTheJvmWarmsUp() {
        List<KernelCase> cases = KernelHash.cases();
        List<double[]> first = cases.stream().map(c -> c.run().apply(vector)).toList();
        for (int round = 0; round < 150; round++) {
            for (int i = 0; i < cases.size(); i++) {
                double[] again = cases.get(i).run().apply(vector);
                assertThat(Arrays.equals(again, first.get(i)))
                        .as("%s in round %d", cases.get(i), round)
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void activationsAreDefinedFarOut(Activation f) {
        double[] xs = {0, -0.0, 1e-30, -1e-30, 1e30, -1e30, 100, -100, 88, -88, 104, -104, Float.MAX_VALUE, Double.NaN};
        int n = xs.length;
        new KernelCase(f + " far out", 1e-6, b -> {
                    Buffer x = new Inputs(1).buffer(b, xs);
                    Buffer y = b.allocate(n);
                    b.elements().activation(f, y, x, n);
                    return Inputs.read(b, y, n);
                })
                .compare(vector, reference);
        new KernelCase(f + " gradient far out", 1e-6, b -> {
                    Buffer x = new Inputs(1).buffer(b, xs);
                    Buffer g = b.allocate(n);
                    b.fill(g, 1, n);
                    b.elements().activationGradient(f, g, g, x, null, 1, n);
                    return Inputs.read(b, g, n);
                })
                .compare(vector, reference);
    }

    @Test
    void geluIsAccurate() {
        int n = 20_001;
        double[] xs = new double[n];
        for (int i = 0; i < n; i++) {
            xs[i] = (float) (-10 + i / 1000.0);
        }
        new KernelCase("GELU", 2e-7, b -> {
                    Buffer x = new Inputs(1).buffer(b, xs);
                    b.elements().activation(Activation.GELU, x, x, n);
                    return Inputs.read(b, x, n);
                })
                .compare(vector, reference);
    }

    /** Vectors of 256 bits have a run of all tests of this class. */
    @Test
    @Tag("any-width")
    void kernelsAgreeWithVectorsOf128Bits() throws Exception {
        String flag = "-XX:MaxVectorSize=16";
        ForkedJvm.Result result = ForkedJvm.run(
                List.of("--add-modules=jdk.incubator.vector", flag), KernelComparison.class, BackendOptions.NO_KERNELS);
        assumeTrue(!result.refusedFlag(), "this JVM has no " + flag);
        assertThat(result.output()).contains("cases agree");
        assertThat(result.exitCode()).isZero();
    }

    @Test
    @Tag("any-width")
    void interpreterAndCompilerAgree() throws Exception {
        String module = "--add-modules=jdk.incubator.vector";
        String access = "--enable-native-access=ALL-UNNAMED";
        ForkedJvm.Result interpreted = ForkedJvm.run(List.of(module, access, "-Xint"), KernelHash.class, "1");
        // low thresholds, and waiting for the compiler: the last rounds run optimised code
        List<String> eager = List.of(module, access, "-Xbatch", "-XX:CompileThresholdScaling=0.05");
        ForkedJvm.Result compiled = ForkedJvm.run(eager, KernelHash.class, "15");
        assertThat(interpreted.exitCode()).isZero();
        assertThat(compiled.exitCode()).isZero();
        assertThat(compiled.output()).isEqualTo(interpreted.output());
    }

    @Test
    @Tag("any-width")
    void aJvmWithoutItsOptimisingCompilerIsToldToHaveItOnce() throws Exception {
        List<String> flags =
                List.of("--add-modules=jdk.incubator.vector", "-XX:TieredStopAtLevel=1", "-Dlxt.kernels=none");
        ForkedJvm.Result result = ForkedJvm.run(flags, ChosenBackend.class);
        assertThat(result.exitCode()).isZero();
        assertThat(result.output())
                .contains("chosen: vector")
                .containsOnlyOnce("the JVM has its quick compiler alone; start the JVM with -XX:TieredStopAtLevel=4");
    }

    @Test
    @Tag("any-width")
    void withoutTheModuleTheScalarBackendIsChosenAndTheReasonToldOnce() throws Exception {
        ForkedJvm.Result result = ForkedJvm.run(List.of(), ChosenBackend.class);
        assertThat(result.exitCode()).isZero();
        assertThat(result.output())
                .contains("chosen: scalar")
                .containsOnlyOnce("start the JVM with --add-modules jdk.incubator.vector")
                .doesNotContain("quick compiler");
    }
}
