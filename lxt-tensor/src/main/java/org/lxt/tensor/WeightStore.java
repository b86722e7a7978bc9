// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.weight.Weight;
import org.lxt.tensor.weight.WeightData;
import org.lxt.tensor.weight.WeightHandle;

/**
 * The weights of a model on a backend: each is loaded at its first use, and all of them are freed when the store is closed.
 * Views of the same part of the same file are one weight. Safe for use by several threads, but for closing, after which no
 * scope that was opened on it may compute.
 */
public final class WeightStore implements AutoCloseable {
    private final Backend backend;
    private final Map<WeightData, WeightHandle> handles = new ConcurrentHashMap<>();
    private boolean closed;

    /** Nothing is loaded yet. */
    public WeightStore(Backend backend) {
        this.backend = backend;
    }

    /** Where the weights are. */
    public Backend backend() {
        return backend;
    }

    /** A weight as the backend holds it. */
    public WeightHandle handle(Weight weight) {
        // the lock is for first uses alone
        WeightHandle loaded = handles.get(weight.data());
        return loaded != null ? loaded : load(weight.data());
    }

    private synchronized WeightHandle load(WeightData data) {
        if (closed) {
            throw new IllegalStateException("the weights of this model were freed: its store is closed");
        }
        @Nullable WeightHandle loaded = handles.get(data);
        if (loaded == null) {
            loaded = backend.loadWeight(data);
            handles.put(data, loaded);
        }
        return loaded;
    }

    @Override
    public synchronized void close() {
        closed = true;
        handles.values().forEach(backend::freeWeight);
        handles.clear();
    }
}
