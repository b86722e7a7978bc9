package org.lxt.cuda.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.tensor.backend.AttentionKernelCases;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.BackendOptions;
import org.lxt.tensor.backend.Backends;
import org.lxt.tensor.backend.KernelCase;
import org.lxt.tensor.backend.KernelCases;
import org.lxt.tensor.backend.ProductCases;

/** Every kernel, compiled for the host, against the scalar backend. */
class KernelsOnHostTest {
    private static HostKernels kernels;
    private static Backend reference;

    @BeforeAll
    static void build() {
        kernels = new HostKernels();
        reference = Backends.named("scalar-f64", new BackendOptions(1));
    }

    private static void compare(List<KernelCase> cases, Backend reference) {
        List<String> failures = new ArrayList<>();
        for (KernelCase c : cases) {
            HostBackend backend = new HostBackend(kernels);
            try {
                c.compare(backend, reference);
                backend.check();
            } catch (AssertionError e) {
                failures.add(e.getMessage());
            }
        }
        assertThat(failures).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 13, 207, 4098})
    void kernelsAgreeWithTheReference(int size) {
        compare(KernelCases.ofSize(size), reference);
    }

    @Test
    void productsAgreeWithTheReference() {
        compare(ProductCases.sample(5, 12, 200_000), reference);
    }

    @Test
    void attentionAgreesWithTheReference() {
        compare(AttentionKernelCases.all(), reference);
    }

    /** Against float32, because what is infinite there may be finite in float64. */
    @Test
    void extremesAreWhatTheReferenceSays() {
        try (Backend float32 = Backends.named("scalar", new BackendOptions(1))) {
            compare(ExtremeCases.all(), float32);
            compare(ExtremeAttentionCases.all(), float32);
        }
    }
}
