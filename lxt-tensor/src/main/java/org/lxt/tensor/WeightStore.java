// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.weight.Weight;
import org.lxt.tensor.weight.WeightData;
import org.lxt.tensor.weight.WeightHandle;
import org.lxt.tensor.weight.WeightListener;

/**
 * The weights of a model on a backend: each is loaded at its first use, and all of them are freed when the store is closed.
 * Views of the same part of the same file are one weight. Safe for use by several threads, but for closing, after which no
 * scope that was opened on it may compute.
 */
public final class WeightStore implements AutoCloseable {
    private final Backend backend;
    private final WeightListener listener;
    private final Map<WeightData, WeightHandle> handles = new ConcurrentHashMap<>();
    private boolean closed;

    /** Nothing is loaded yet. */
    public WeightStore(Backend backend) {
        this(backend, WeightListener.NONE);
    }

    /**
     * Nothing is loaded yet.
     *
     * @param listener told of each weight that is about to be read where it is stored
     */
    public WeightStore(Backend backend, WeightListener listener) {
        this.backend = backend;
        this.listener = listener;
    }

    /** Where the weights are. */
    public Backend backend() {
        return backend;
    }

    /** A weight as the backend holds it, for a product with all of it. */
    public WeightHandle handle(Weight weight) {
        WeightHandle loaded = handleOfRows(weight);
        if (loaded.isReadInPlace()) {
            listener.read(weight.data());
        }
        return loaded;
    }

    /** A weight as the backend holds it, of which a few rows are read. */
    public WeightHandle handleOfRows(Weight weight) {
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
