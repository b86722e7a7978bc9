// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.gguf.architecture;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lxt.checkpoint.gguf.GgufTensor;
import org.lxt.checkpoint.gguf.architecture.MappedTensor.Layout;
import org.lxt.checkpoint.internal.Refusal;
import org.lxt.spi.checkpoint.ModelException;

/** Gives the tensors of a file the names that transformers has for them. */
final class TensorNames {
    /** More experts than any model has; each becomes an object. */
    private static final int MOST_EXPERTS = 4_096;

    private static final String BIAS = ".bias";
    private static final List<String> SUFFIXES = List.of(".weight", BIAS);

    private final String file;
    private final Map<String, GgufTensor> tensors;
    private final int layers;
    private final Map<String, MappedTensor> mapped = new LinkedHashMap<>();
    private final Set<String> used = new HashSet<>();

    TensorNames(String file, Map<String, GgufTensor> tensors, int layers) {
        this.file = file;
        this.tensors = new LinkedHashMap<>(tensors);
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

    /** Says that these are matrices, if they are there: those of one row lose it where llama.cpp writes a file anew. */
    void areMatrices(String... stored) {
        for (String one : stored) {
            tensors.computeIfPresent(one, (name, tensor) -> asMatrix(tensor));
        }
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

    /** A parameter's weight, of one that must not have a bias. */
    void weight(String stored, String name) {
        put(stored + ".weight", name + ".weight", Layout.SAME);
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
            for (String part : SUFFIXES) {
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

    /** A vector of each layer whose names do not end in what it is. */
    void vectorOfLayers(String stored, String name) {
        for (int i = 0; i < layers; i++) {
            String number = String.valueOf(i);
            put(stored.replace("*", number), name.replace("*", number), Layout.SAME);
        }
    }

    /** How many layers there are. */
    int layers() {
        return layers;
    }

    /**
     * Takes a parameter apart that a converter made of several: from then on its rows are those of others.
     *
     * @param others their names and numbers of rows, in order
     */
    void apart(String stored, SequencedMap<String, Long> others) {
        for (String suffix : SUFFIXES) {
            GgufTensor tensor = tensors.remove(stored + suffix);
            if (tensor == null) {
                continue;
            }
            long rows = others.values().stream().mapToLong(Long::longValue).sum();
            if (tensor.shape().length == 0 || tensor.shape()[0] != rows) {
                throw new ModelException(file + ": tensor " + Refusal.quote(tensor.name()) + " has not " + rows
                        + " rows, as it should by the metadata; convert the model to GGUF again");
            }
            long from = 0;
            for (Map.Entry<String, Long> other : others.entrySet()) {
                String name = other.getKey() + suffix;
                tensors.put(name, rows(tensor, name, from, other.getValue()));
                from += other.getValue();
            }
        }
    }

    /**
     * Takes the parameters of all experts apart that are stored as one tensor for their weights and one for their biases.
     *
     * @param one what comes before an expert's number in its own name
     */
    void expertsApart(String stored, String one, int experts) {
        for (String suffix : SUFFIXES) {
            GgufTensor tensor = tensors.remove(stored + suffix);
            if (tensor == null) {
                continue;
            }
            int dimensions = suffix.equals(BIAS) ? 2 : 3;
            if (tensor.shape().length != dimensions || tensor.shape()[0] != experts || experts > MOST_EXPERTS) {
                throw new ModelException(file + ": tensor " + Refusal.quote(tensor.name()) + " is not of " + experts
                        + " experts, at most " + MOST_EXPERTS + "; convert the model to GGUF again");
            }
            for (int e = 0; e < experts; e++) {
                String name = one + e + suffix;
                tensors.put(name, part(tensor, name, e));
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

    /** A vector as a matrix of one row; any other as it is. */
    private static GgufTensor asMatrix(GgufTensor tensor) {
        long[] shape = tensor.shape();
        return shape.length == 1
                ? new GgufTensor(tensor.name(), tensor.type(), new long[] {1, shape[0]}, tensor.segment())
                : tensor;
    }

    /** Some rows of a tensor, counted along its outermost size, under another name. */
    private static GgufTensor rows(GgufTensor tensor, String name, long from, long count) {
        long[] shape = tensor.shape();
        long rowBytes = tensor.segment().byteSize() / shape[0];
        shape[0] = count;
        return new GgufTensor(name, tensor.type(), shape, tensor.segment().asSlice(from * rowBytes, count * rowBytes));
    }

    /** One of the parts along the outermost size, which it then lacks. */
    private static GgufTensor part(GgufTensor tensor, String name, long index) {
        GgufTensor row = rows(tensor, name, index, 1);
        long[] shape = row.shape();
        return new GgufTensor(name, row.type(), Arrays.copyOfRange(shape, 1, shape.length), row.segment());
    }
}
