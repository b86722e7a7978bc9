package org.lxt.cuda.host;


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

    private static void compare(List<KernelCase> cases) {
        for (KernelCase c : cases) {
            HostBackend backend = new HostBackend(kernels);
            c.compare(backend, reference);
            backend.check();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 13, 207, 4098})
    void kernelsAgreeWithTheReference(int size) {
        compare(KernelCases.ofSize(size));
    }

    @Test
    void productsAgreeWithTheReference() {
        compare(ProductCases.sample(5, 12, 200_000));
    }

    @Test
    void attentionAgreesWithTheReference() {
        compare(AttentionKernelCases.all());
    }
}
