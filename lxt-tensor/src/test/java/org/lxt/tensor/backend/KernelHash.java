// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.backend;

import java.util.ArrayList;
import java.util.List;

/** Prints a hash of the bits of results, to compare a JVM that interprets with one that compiles. */
public final class KernelHash {
    private KernelHash() {}

    static List<KernelCase> cases() {
        List<KernelCase> cases = new ArrayList<>();
        cases.addAll(KernelCases.ofSize(207));
        cases.addAll(ProductCases.sample(2, 4, 8_000));
        cases.addAll(AttentionKernelCases.small());
        return cases;
    }

    /** Runs the cases as often as the argument says and prints the hash of the last results. */
    public static void main(String[] args) {
        int rounds = Integer.parseInt(args[0]);
        try (Backend vector = Backends.named("vector", new BackendOptions(1))) {
            List<KernelCase> cases = cases();
            long hash = 0;
            for (int round = 0; round < rounds; round++) {
                hash = 0;
                for (KernelCase c : cases) {
                    for (double value : c.run().apply(vector)) {
                        hash = 31 * hash + Float.floatToIntBits((float) value);
                    }
                }
            }
            System.out.println(Long.toHexString(hash));
        }
    }
}
