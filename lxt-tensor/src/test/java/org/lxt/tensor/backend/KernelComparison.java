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

    /**
     * Compares them and prints what the backend runs on, for each of the kernels that the arguments name; without arguments,
     * for those that the backend takes, a few cases only.
     */
    public static void main(String[] args) {
        if (args.length == 0) {
            compare(new BackendOptions(2), KernelCases.ofSize(13));
        }
        for (String kernels : args) {
            compare(new BackendOptions(2).withKernels(kernels), cases());
        }
    }

    private static void compare(BackendOptions options, List<KernelCase> cases) {
        try (Backend vector = Backends.named("vector", options);
                Backend reference = Backends.named("scalar-f64", new BackendOptions(2))) {
            cases.forEach(c -> c.compare(vector, reference));
            System.out.println(cases.size() + " cases agree: " + vector.description());
        }
    }
}
