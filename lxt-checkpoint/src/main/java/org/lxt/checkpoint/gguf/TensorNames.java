// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.gguf;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lxt.checkpoint.gguf.MappedTensor.Layout;
import org.lxt.checkpoint.internal.Refusal;
import org.lxt.spi.checkpoint.ModelException;

/** Gives the tensors of a file the names that transformers has for them. */
final class TensorNames {
    /** More experts than any model has; each becomes an object. */
    private static final int MOST_EXPERTS = 4_096;

    private final String file;
    private final Map<String, GgufTensor> tensors;
    private final int layers;
    private final Map<String, MappedTensor> mapped = new LinkedHashMap<>();
    private final Set<String> used = new HashSet<>();

    TensorNames(String file, Map<String, GgufTensor> tensors, int layers) {
        this.file = file;
        this.tensors = tensors;
        this.layers = layers;
    }

    boolean has(String stored) {
        return tensors.containsKey(stored);
    }

    /** The tensor, which must be there; it counts as used. */
    GgufTensor required(String stored) {
        GgufTensor tensor = tensors.get(stored);
        if (tensor == null) {
            throw new ModelException(file + ": has no tensor " + Refusal.quote(stored)
                    + "; the file is not a whole model, or of another architecture than it says");
        }
        used.add(stored);
        return tensor;
    }

    /** The rows of a matrix that must be there; 0 if it is none. */
    int rows(String stored) {
        long[] shape = required(stored).shape();
        return shape.length == 2 ? (int) Math.min(shape[0], Integer.MAX_VALUE) : 0;
    }

    /** A matrix without its first rows, which no token has. */
    void cut(String stored, String name, int rows) {
        mapped.put(name, MappedTensor.cut(required(stored), rows));
    }

    /** A parameter's weight and bias, as far as they are there. */
    void name(String stored, String name) {
        name(stored, name, Layout.SAME);
    }

    /** The same of one that the converter laid out otherwise. */
    void name(String stored, String name, Layout layout) {
        put(stored + ".weight", name + ".weight", layout);
        put(stored + ".bias", name + ".bias", layout == Layout.TURNED ? Layout.SAME : layout);
    }

    /** A parameter of each layer; both names have the layer's number for {@code *}. */
    void ofLayers(String stored, String name) {
        ofLayers(stored, name, Layout.SAME);
    }

    /** The same of one that the converter laid out otherwise. */
    void ofLayers(String stored, String name, Layout layout) {
        for (int i = 0; i < layers; i++) {
            String number = String.valueOf(i);
            name(stored.replace("*", number), name.replace("*", number), layout);
        }
    }

    /** A projection of each layer to heads whose rows are paired. */
    void pairedOfLayers(String stored, String name, int heads) {
        for (int i = 0; i < layers; i++) {
            String from = stored.replace("*", String.valueOf(i));
            String to = name.replace("*", String.valueOf(i));
            for (String part : new String[] {".weight", ".bias"}) {
                GgufTensor tensor = tensors.get(from + part);
                if (tensor != null) {
                    if (tensor.shape().length == 0 || tensor.shape()[0] % (2L * heads) != 0) {
                        throw new ModelException(
                                file + ": tensor " + Refusal.quote(from + part) + " has not whole pairs of"
                                        + " rows for each of " + heads + " heads; convert the model to GGUF again");
                    }
                    used.add(from + part);
                    mapped.put(to + part, MappedTensor.paired(tensor, heads));
                }
            }
        }
    }

    /** The experts of each layer, stored as one tensor; the name has the expert's number for {@code #}. */
    void expertsOfLayers(String stored, String name, int experts) {
        for (int i = 0; i < layers; i++) {
            String from = stored.replace("*", String.valueOf(i)) + ".weight";
            GgufTensor tensor = tensors.get(from);
            if (tensor == null) {
                continue;
            }
            if (tensor.shape().length != 3 || tensor.shape()[0] != experts || experts > MOST_EXPERTS) {
                throw new ModelException(file + ": tensor " + Refusal.quote(from) + " is not of " + experts
                        + " experts, at most " + MOST_EXPERTS + "; convert the model to GGUF again");
            }
            used.add(from);
            for (int e = 0; e < experts; e++) {
                String to = name.replace("*", String.valueOf(i)).replace("#", String.valueOf(e)) + ".weight";
                mapped.put(to, MappedTensor.part(tensor, e, experts));
            }
        }
    }

    /** Says that tensors are of no consequence. */
    void ignore(String... stored) {
        used.addAll(List.of(stored));
    }

    /** The exception for a tensor that says less than it must. */
    ModelException incomplete(String stored, String why) {
        return new ModelException(file + ": tensor " + Refusal.quote(stored) + " " + why);
    }

    /**
     * The tensors by their new names.
     *
     * @throws ModelException if one has none
     */
    Map<String, MappedTensor> all(String architecture) {
        for (String stored : tensors.keySet()) {
            if (!used.contains(stored)) {
                throw new ModelException(file + ": tensor " + Refusal.quote(stored)
                        + " is not implemented for the architecture " + Refusal.quote(architecture)
                        + "; use a model without it");
            }
        }
        return Collections.unmodifiableMap(mapped);
    }

    private void put(String stored, String name, Layout layout) {
        @Nullable GgufTensor tensor = tensors.get(stored);
        if (tensor != null) {
            used.add(stored);
            mapped.put(name, MappedTensor.of(tensor, layout));
        }
    }
}
