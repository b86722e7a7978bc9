// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.memory.Index;
import org.lxt.tensor.rows.RowMap;

/**
 * What a scope has uploaded of row maps: each once, until the scope is closed. For one thread at a time. What is needed for a
 * single kernel is better one of its {@link org.lxt.tensor.backend.Temporaries}.
 */
public final class Indices {
    private final Backend backend;
    private final Map<RowMap, Index> maps = new HashMap<>();
    private final IdentityHashMap<int[], Index> arrays = new IdentityHashMap<>();
    private final Map<Integer, Index> zeros = new HashMap<>();
    private final Map<Integer, Index> counting = new HashMap<>();
    private final List<Index> loaded = new ArrayList<>();

    Indices(Backend backend) {
        this.backend = backend;
    }

    /** Where they are. */
    public Backend backend() {
        return backend;
    }

    /** For each gradient row, its row in the tensor. */
    public Index rows(RowMap map) {
        return maps.computeIfAbsent(map, m -> load(m.rows()));
    }

    /** The numbers of an array that lives as long as the model or the operation and never changes. */
    public Index of(int[] values) {
        return arrays.computeIfAbsent(values, this::load);
    }

    /** Zero for each row: a vector is applied to rows by letting every row see its row 0. */
    public Index zeros(int rows) {
        return zeros.computeIfAbsent(rows, n -> load(new int[n]));
    }

    /** Each row's own number. */
    public Index counting(int rows) {
        return counting.computeIfAbsent(rows, n -> load(IntStream.range(0, n).toArray()));
    }

    private Index load(int[] values) {
        Index index = backend.loadIndex(values);
        loaded.add(index);
        return index;
    }

    void close() {
        loaded.forEach(backend::freeIndex);
        loaded.clear();
        maps.clear();
        arrays.clear();
        zeros.clear();
        counting.clear();
    }
}
