// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.backend;

import java.util.ArrayList;
import java.util.List;

/**
 * Compares all kernels of a backend with the float64 reference. A program of its own too, to be run in JVMs that are
 * told to use narrower vectors.
 */
public final class KernelComparison {
    private KernelComparison() {}

    /** The usual cases. */
    public static List<KernelCase> cases() {
        List<KernelCase> cases = new ArrayList<>();
        for (int size : new int[] {1, 13, 207, 4098}) {
            cases.addAll(KernelCases.ofSize(size));
        }
        cases.addAll(ProductCases.sample(1, 30, 400_000));
        cases.addAll(ProductCases.large());
        cases.addAll(AttentionKernelCases.all());
        cases.addAll(ScoreKernelCases.all());
        return cases;
    }

    /** Compares them and prints what the backend runs on. */
    public static void main(String[] args) {
        try (Backend vector = Backends.named("vector", new BackendOptions(2));
                Backend reference = Backends.named("scalar-f64", new BackendOptions(2))) {
            List<KernelCase> cases = cases();
            cases.forEach(c -> c.compare(vector, reference));
            System.out.println(cases.size() + " cases agree: " + vector.description());
        }
    }
}
