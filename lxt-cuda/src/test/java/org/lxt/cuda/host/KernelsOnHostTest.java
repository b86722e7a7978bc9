// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.cuda.launch.Grid;
import org.lxt.cuda.launch.KernelSources;
import org.lxt.cuda.launch.Launcher;
import org.lxt.tensor.backend.AttentionKernelCases;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.BackendOptions;
import org.lxt.tensor.backend.Backends;
import org.lxt.tensor.backend.KernelCase;
import org.lxt.tensor.backend.KernelCases;
import org.lxt.tensor.backend.ProductCases;
import org.lxt.tensor.backend.ScoreKernelCases;

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
        compare(ScoreKernelCases.all(), reference);
    }

    /** Against float32, because what is infinite there may be finite in float64. */
    @Test
    void extremesAreWhatTheReferenceSays() {
        try (Backend float32 = Backends.named("scalar", new BackendOptions(1))) {
            compare(ExtremeCases.all(), float32);
            compare(ExtremeAttentionCases.all(), float32);
        }
    }

    /** A barrier that is missing shows when the threads of a block take turns the other way round. */
    @Test
    void theOrderOfTheThreadsDoesNotMatter() {
        List<KernelCase> cases = someOfEach();
        List<double[]> expected = results(cases, kernels);
        kernels.takeTurnsFromTheLast(true);
        try {
            same(cases, results(cases, kernels), expected);
            same(cases, results(cases, KernelsOnHostTest::launchOnSmallGrid), expected);
        } finally {
            kernels.takeTurnsFromTheLast(false);
        }
    }

    /** A kernel strides over what its grid has no threads for, and sums in the same order. */
    @Test
    void theSizeOfTheGridDoesNotMatter() {
        List<KernelCase> cases = someOfEach();
        same(cases, results(cases, KernelsOnHostTest::launchOnSmallGrid), results(cases, kernels));
    }

    private static void launchOnSmallGrid(String kernel, Grid grid, long... arguments) {
        // a block of attention has the tile that its place in the grid says
        boolean fixed = kernel.contains("attention");
        Grid few = new Grid(Math.min(grid.x(), 2), Math.min(grid.y(), 2), grid.z(), grid.blockX(), grid.blockY());
        kernels.launch(kernel, fixed ? grid : few, arguments);
    }

    @Test
    void everyKernelIsLaunched() {
        HostKernels own = new HostKernels();
        results(someOfEach(), own);
        Encodings.all(own);
        assertThat(own.launched()).hasSameElementsAs(KernelSources.names());
    }

    private static List<KernelCase> someOfEach() {
        List<KernelCase> cases = new ArrayList<>(KernelCases.ofSize(1301));
        cases.addAll(ProductCases.sample(7, 2, 100_000));
        List<KernelCase> attention = AttentionKernelCases.all();
        cases.addAll(attention.subList(0, 24));
        // heads of more than 128 dimensions
        cases.addAll(attention.subList(attention.size() - 8, attention.size()));
        // single queries, all tables
        List<KernelCase> scored = ScoreKernelCases.all();
        cases.addAll(scored.subList(scored.size() - 31, scored.size()));
        cases.addAll(ExtremeCases.all());
        return cases;
    }

    private static List<double[]> results(List<KernelCase> cases, Launcher launcher) {
        return cases.stream().map(c -> c.run().apply(new HostBackend(launcher))).toList();
    }

    private static void same(List<KernelCase> cases, List<double[]> actual, List<double[]> expected) {
        List<KernelCase> changed = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            if (!Arrays.equals(actual.get(i), expected.get(i))) {
                changed.add(cases.get(i));
            }
        }
        assertThat(changed).isEmpty();
    }
}
