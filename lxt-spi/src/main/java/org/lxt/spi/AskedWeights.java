// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.lxt.spi.checkpoint.Weights;
import org.lxt.tensor.weight.Weight;

/** The parameters of a checkpoint, with a record of those that were asked for. */
final class AskedWeights implements Weights {
    private final Weights weights;
    private final Set<String> asked = ConcurrentHashMap.newKeySet();

    AskedWeights(Weights weights) {
        this.weights = weights;
    }

    /** The names that nobody asked for. */
    Set<String> neverAsked() {
        Set<String> names = new LinkedHashSet<>(weights.names());
        names.removeAll(asked);
        return names;
    }

    @Override
    public Set<String> names() {
        return weights.names();
    }

    @Override
    public boolean has(String name) {
        return weights.has(name);
    }

    @Override
    public Weight matrix(String name, int rows, int columns) {
        asked.add(name);
        return weights.matrix(name, rows, columns);
    }

    @Override
    public Weight stack(String name, int count, int rows, int columns) {
        asked.add(name);
        return weights.stack(name, count, rows, columns);
    }

    @Override
    public double[] stackValues(String name, int count, int rows, int columns) {
        asked.add(name);
        return weights.stackValues(name, count, rows, columns);
    }

    @Override
    public Weight filters(String name, int filters, int channels, int height, int width) {
        asked.add(name);
        return weights.filters(name, filters, channels, height, width);
    }

    @Override
    public Weight mxfp4(String name, int count, int rows, int columns) {
        asked.add(name + "_blocks");
        asked.add(name + "_scales");
        return weights.mxfp4(name, count, rows, columns);
    }

    @Override
    public long[] shape(String name) {
        return weights.shape(name);
    }

    @Override
    public double[] vector(String name, int size) {
        asked.add(name);
        return weights.vector(name, size);
    }
}
