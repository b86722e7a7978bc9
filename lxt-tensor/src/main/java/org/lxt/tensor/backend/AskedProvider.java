// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.backend;

import java.util.List;
import java.util.Set;

/**
 * A provider whose name and priority were asked once. What it throws is a reason not to use it, and keeps no other away.
 *
 * @param name of the backend
 * @param priority among all backends
 * @param provider who was asked
 */
record AskedProvider(String name, int priority, BackendProvider provider) implements BackendProvider {
    /**
     * Asks.
     *
     * @throws BackendUnavailableException if the provider does not answer
     */
    static AskedProvider of(BackendProvider provider) {
        String name;
        int priority;
        try {
            name = provider.name();
            priority = provider.priority();
        } catch (RuntimeException | LinkageError e) {
            throw new BackendUnavailableException(provider.getClass().getName() + " threw " + e + " when it was asked");
        }
        if (name == null || name.isBlank()) {
            throw new BackendUnavailableException(provider.getClass().getName() + " gives its backend no name");
        }
        return new AskedProvider(name, priority, provider);
    }

    @Override
    public Availability availability() {
        try {
            Availability availability = provider.availability();
            return availability == null
                    ? Availability.no("its provider does not say whether it can run")
                    : availability;
        } catch (RuntimeException | LinkageError e) {
            return Availability.no("its provider threw " + e);
        }
    }

    @Override
    public List<String> devices() {
        return provider.devices();
    }

    @Override
    public List<String> details() {
        return provider.details();
    }

    @Override
    public Set<Precision> precisions() {
        return provider.precisions();
    }

    @Override
    public Backend create(BackendOptions options) {
        return provider.create(options);
    }
}
