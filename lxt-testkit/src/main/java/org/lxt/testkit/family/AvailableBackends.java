// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.family;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.lxt.tensor.backend.Backends;

/**
 * Backends of tests that run on several: some cannot run everywhere, as {@code vector} where the JVM lacks its module.
 */
public final class AvailableBackends {
    private AvailableBackends() {}

    /** Skips the test, and says why, where the backend cannot run. A backend that nobody provides is an error. */
    public static void assume(String name) {
        boolean available = Backends.providers().stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElseThrow()
                .availability()
                .available();
        assumeTrue(available, name + " cannot run here");
    }
}
