// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.processor;

import java.util.Optional;
import org.lxt.tensor.backend.Availability;

/**
 * Kernels of one group, for tests. What a class was found to be is remembered, so each test offers them by a class of its own.
 */
public abstract class OfferedKernels<G> implements KernelProvider {
    private final String name;
    private final int priority;
    private final Availability availability;
    private final Class<G> group;
    private final G kernels;

    protected OfferedKernels(String name, int priority, Availability availability, Class<G> group, G kernels) {
        this.name = name;
        this.priority = priority;
        this.availability = availability;
        this.group = group;
        this.kernels = kernels;
    }

    /** Kernels that say that they can run. */
    protected OfferedKernels(Class<G> group, G kernels) {
        this("offered", 1, Availability.yes("it can"), group, kernels);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int priority() {
        return priority;
    }

    @Override
    public boolean suits() {
        return true;
    }

    @Override
    public Availability availability() {
        return availability;
    }

    @Override
    public <K> Optional<K> kernels(Class<K> asked) {
        return asked == group ? Optional.of(asked.cast(kernels)) : Optional.empty();
    }
}
