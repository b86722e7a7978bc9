// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.contract.subject;

import static org.lxt.tensor.ops.Operations.embedding;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lxt.rules.LinearLayer;
import org.lxt.rules.NormLayer;
import org.lxt.rules.Patches;
import org.lxt.tensor.Scope;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.weight.Weight;

/** The norms, linear layers and convolutions of a model as they run: with which numbers, and on what. */
public final class Reads {
    /**
     * Where numbers are read.
     *
     * @param at site of the layer
     * @param part {@code weight} or {@code bias}
     */
    public record Place(Site at, String part) {
        /** The name that a parameter would have if it were named after its place. */
        public String name() {
            return at.path() + "." + part;
        }
    }

    /**
     * What the numbers of a parameter do.
     *
     * @param places where they are read
     * @param norms whether all of these are norms
     * @param reached sites whose input depends on them
     */
    public record Footprint(List<Place> places, boolean norms, Set<Site> reached) {}

    private record Read(boolean norm, double[] weight, double[] bias, double[] input) {}

    private final Map<Site, Read> reads = new LinkedHashMap<>();

    /** Patches that do the same and record what is read. */
    public Patches watching(Patches own) {
        return own.toBuilder()
                .norm((at, layer, x) -> {
                    read(at, layer, x);
                    return own.norm().apply(at, layer, x);
                })
                .linear((at, layer, x) -> {
                    read(at, layer, x);
                    return own.linear().apply(at, layer, x);
                })
                .convolution((at, layer, x) -> {
                    read(at, layer, x);
                    return own.convolution().apply(at, layer, x);
                })
                .build();
    }

    private void read(Site at, NormLayer layer, Tensor x) {
        Read read = switch (layer) {
            case NormLayer.Rms rms -> new Read(true, numbers(rms.weight()), numbers(null), numbers(x));
            case NormLayer.Layer norm -> new Read(true, numbers(norm.weight()), numbers(norm.bias()), numbers(x));
        };
        reads.putIfAbsent(at, read);
    }

    private void read(Site at, LinearLayer layer, Tensor x) {
        reads.putIfAbsent(at, new Read(false, numbers(layer.weight(), x.scope()), numbers(layer.bias()), numbers(x)));
    }

    private static double[] numbers(@Nullable Tensor tensor) {
        return tensor == null ? new double[0] : tensor.toDoubles();
    }

    private static double[] numbers(Weight weight, Scope scope) {
        return embedding(scope, weight, IntStream.range(0, weight.rows()).toArray())
                .toDoubles();
    }

    /** What a parameter does, given the run of the same model with other numbers in it. */
    public Footprint footprint(Reads changed) {
        List<Place> places = new ArrayList<>();
        Set<Site> reached = new LinkedHashSet<>();
        boolean norms = true;
        for (Map.Entry<Site, Read> entry : reads.entrySet()) {
            Site at = entry.getKey();
            Read own = entry.getValue();
            Read other = changed.reads.get(at);
            if (other == null) {
                continue;
            }
            int before = places.size();
            if (!Arrays.equals(own.weight(), other.weight())) {
                places.add(new Place(at, "weight"));
            }
            if (!Arrays.equals(own.bias(), other.bias())) {
                places.add(new Place(at, "bias"));
            }
            norms &= own.norm() || places.size() == before;
            if (!Arrays.equals(own.input(), other.input())) {
                reached.add(at);
            }
        }
        return new Footprint(places, norms, reached);
    }
}
