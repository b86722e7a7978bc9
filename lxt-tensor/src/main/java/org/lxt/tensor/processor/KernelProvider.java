// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.processor;

import java.util.Optional;
import org.lxt.tensor.backend.Availability;
import org.lxt.tensor.backend.Precision;

/**
 * Offers kernels for one kind of processor; found by {@link java.util.ServiceLoader}. They compute what the backend computes
 * without them, only faster.
 */
public interface KernelProvider {
    /** Short name by which they are chosen, such as {@code avx512}; not {@code auto} or {@code none}. Unique. */
    String name();

    /** Among available ones those with the highest priority are used. */
    int priority();

    /**
     * The precision that they are made for. Those for float32 are chosen where nothing better is there for another one; others
     * only for their own, unless they are asked for by name.
     */
    default Precision precision() {
        return Precision.FLOAT32;
    }

    /** Whether they are written for processors of this JVM's kind at all. Must be cheap. */
    boolean suits();

    /** Whether they can run here, and why not. The first call may take some milliseconds. */
    Availability availability();

    /**
     * The kernels of a group, safe for several threads. Called only where they are available.
     *
     * @param group an interface of this package
     */
    <K> Optional<K> kernels(Class<K> group);
}
