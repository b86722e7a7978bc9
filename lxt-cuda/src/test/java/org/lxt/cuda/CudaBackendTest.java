// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lxt.cuda.standin.StandIn;
import org.lxt.tensor.backend.AttentionKernelCases;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.BackendOptions;
import org.lxt.tensor.backend.BackendUnavailableException;
import org.lxt.tensor.backend.Backends;
import org.lxt.tensor.backend.DeviceOptions;
import org.lxt.tensor.backend.KernelCase;
import org.lxt.tensor.backend.KernelCases;
import org.lxt.tensor.backend.Precision;
import org.lxt.tensor.backend.ProductCases;
import org.lxt.tensor.backend.memory.BackendMemoryException;
import org.lxt.tensor.backend.memory.Buffer;

/** The whole backend on the stand-in, kernel by kernel. */
@Tag("any-width")
class CudaBackendTest {
    private static final BackendOptions OPTIONS = new BackendOptions(1);

    /** The cases leave what they allocate to the end of the backend. */
    private static final int CASES_OF_A_BACKEND = 100;

    private StandIn standIn;

    @BeforeEach
    void install() {
        standIn = StandIn.install();
    }

    @AfterEach
    void nothingWasDoneWrong() {
        assertThat(standIn.misuse()).isEmpty();
    }

    private static void compare(List<KernelCase> cases) {
        List<String> failures = new ArrayList<>();
        try (Backend reference = Backends.named("scalar-f64", OPTIONS)) {
            for (int from = 0; from < cases.size(); from += CASES_OF_A_BACKEND) {
                List<KernelCase> some = cases.subList(from, Math.min(from + CASES_OF_A_BACKEND, cases.size()));
                try (Backend backend = Backends.named("cuda", OPTIONS)) {
                    for (KernelCase c : some) {
                        try {
                            c.compare(backend, reference);
                        } catch (AssertionError e) {
                            failures.add(e.getMessage());
                        }
                    }
                }
            }
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void kernelsAgreeWithTheReference() {
        compare(KernelCases.ofSize(13));
        forgetLeftBlocks();
    }

    @Test
    void productsAgreeWithTheReference() {
        compare(ProductCases.sample(1, 30, 400_000));
        forgetLeftBlocks();
    }

    @Test
    void attentionAgreesWithTheReference() {
        compare(AttentionKernelCases.all().stream().limit(12).toList());
        forgetLeftBlocks();
    }

    /** The cases free nothing, which is all that may be found. */
    private void forgetLeftBlocks() {
        assertThat(standIn.misuse().lines()).allMatch(line -> line.endsWith("blocks of device 0 are left"));
    }

    @Test
    void severalDevicesAreToldApart() {
        try (Backend first = Backends.named("cuda", OPTIONS);
                Backend second = Backends.named("cuda:1", OPTIONS)) {
            assertThat(first.description()).isEqualTo("cuda (Stand-in A, float32)");
            assertThat(second.description()).isEqualTo("cuda:1 (Stand-in B, float32)");
            Buffer a = first.allocate(3);
            Buffer b = second.allocate(3);
            first.fill(a, 1, 3);
            second.fill(b, 2, 3);
            double[] values = new double[3];
            first.read(a, 0, values);
            assertThat(values).containsExactly(1, 1, 1);
            second.read(b, 0, values);
            assertThat(values).containsExactly(2, 2, 2);
            first.free(a);
            second.free(b);
        }
        assertThat(standIn.live()).isZero();
        assertThatThrownBy(() -> Backends.named("cuda:2", OPTIONS))
                .isInstanceOf(BackendUnavailableException.class)
                .hasMessage("backend 'cuda' has no device 2, only devices 0 to 1");
    }

    @Test
    void severalThreadsComputeAtOnce() throws Exception {
        try (Backend backend = Backends.named("cuda", OPTIONS);
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            Callable<double[]> sums = () -> {
                Buffer x = backend.allocate(100);
                Buffer sum = backend.allocate(100);
                backend.fill(sum, 0, 100);
                for (int i = 1; i <= 50; i++) {
                    backend.fill(x, i, 100);
                    backend.elements().add(sum, sum, x, 100);
                }
                double[] values = new double[100];
                backend.read(sum, 0, values);
                backend.free(x);
                backend.free(sum);
                return values;
            };
            List<Future<double[]>> running =
                    IntStream.range(0, 40).mapToObj(i -> threads.submit(sums)).toList();
            for (Future<double[]> each : running) {
                assertThat(each.get()).containsOnly(1275);
            }
        }
        assertThat(standIn.live()).isZero();
    }

    @Test
    void theMemoryOfADeviceCanBeBounded() {
        long bound = 48L << 20;
        BackendOptions options = OPTIONS.withDevice(DeviceOptions.DEFAULTS.withMemory(bound));
        try (Backend backend = Backends.named("cuda", options)) {
            Buffer most = backend.allocate(3 << 20);
            assertThat(standIn.used(0)).isBetween(40L << 20, bound);
            assertThatThrownBy(() -> backend.allocate(2 << 20))
                    .isInstanceOf(BackendMemoryException.class)
                    .hasMessageContaining("another 8 MB of numbers on Stand-in A, where 4 MB of 48 MB are left");
            backend.free(most);
            // what lies idle makes room for another size
            backend.free(backend.allocate(3_500_000));
            assertThat(standIn.used(0)).isLessThanOrEqualTo(bound);
        }
        assertThat(standIn.live()).isZero();
    }

    @Test
    void memoryIsUsedAgainAndFreedOnce() {
        try (Backend backend = Backends.named("cuda", OPTIONS)) {
            long before = standIn.calls("cuMemAlloc");
            for (int i = 0; i < 100; i++) {
                backend.free(backend.allocate(1000));
            }
            assertThat(standIn.calls("cuMemAlloc") - before).isEqualTo(1);
            Buffer buffer = backend.allocate(10);
            backend.free(buffer);
            assertThatThrownBy(() -> backend.free(buffer)).hasMessageContaining("freed twice");
            assertThatThrownBy(() -> backend.fill(buffer, 0, 10)).hasMessageContaining("after it was freed");
        }
        assertThat(standIn.live()).isZero();
    }

    @Test
    void kernelsAreCompiledOnce() {
        Backends.named("cuda", OPTIONS).close();
        long before = standIn.calls("nvrtcCompileProgram");
        Backends.named("cuda", OPTIONS).close();
        Backends.named("cuda:1", OPTIONS).close();
        assertThat(standIn.calls("nvrtcCompileProgram")).isEqualTo(before);
    }

    @Test
    void precisionIsThatWhichWasAskedFor() {
        double[] errors = new double[3];
        for (Precision precision : Precision.values()) {
            BackendOptions options = OPTIONS.withPrecision(precision);
            try (Backend backend = Backends.named("cuda", options)) {
                errors[precision.ordinal()] = PrecisionProbe.error(backend);
            }
        }
        // 24, 11 and 8 bits of significand
        assertThat(errors[0]).isLessThan(1e-6);
        assertThat(errors[1]).isBetween(1e-5, 1e-3);
        assertThat(errors[2]).isBetween(1e-4, 1e-2).isGreaterThan(3 * errors[1]);
    }
}
