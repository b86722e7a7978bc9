// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.backend;

import java.util.List;
import java.util.Set;

/**
 * Offers a backend; found by {@link java.util.ServiceLoader}. Asking a provider for anything but {@link #create} must
 * be cheap and must not fail.
 */
public interface BackendProvider {
    /** Short name by which the backend is chosen, such as {@code scalar}. */
    String name();

    /** Among available backends the one with the highest priority is used; a negative one is used only by name. */
    int priority();

    /** Whether it can run here, and why. */
    Availability availability();

    /**
     * The devices to choose from, in the order of their numbers, each in words; empty if it computes where this program
     * runs.
     */
    default List<String> devices() {
        return List.of();
    }

    /** Lines for people about what it has found here, such as libraries and where they are. */
    default List<String> details() {
        return List.of();
    }

    /** The precisions that it can be created in; float32 must be one of them. */
    default Set<Precision> precisions() {
        return Set.of(Precision.FLOAT32);
    }

    /** Creates the backend. Called only when it is available, and with a precision that it has. */
    Backend create(BackendOptions options);
}
