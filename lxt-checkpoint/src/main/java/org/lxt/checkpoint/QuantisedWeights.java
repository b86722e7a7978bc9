// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.lxt.checkpoint.quantised.QuantisedModel;
import org.lxt.checkpoint.quantised.QuantisedTensor;
import org.lxt.checkpoint.quantised.StoredTensor;
import org.lxt.checkpoint.stored.StoredType;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.tensor.weight.Encoding;
import org.lxt.tensor.weight.Weight;

/**
 * Matrices that were stored in several tensors of other files, which may be different ones. They are put into blocks when they
 * are first asked for.
 */
final class QuantisedWeights implements WeightFile {
    private final Path path;
    private final Collection<WeightFile> files;
    private final QuantisedModel model;
    private final Map<String, TensorEntry> tensors;
    private final Map<String, Weight> weights = new ConcurrentHashMap<>();

    /** Owns the blocks. */
    private final Arena memory = Arena.ofAuto();

    private QuantisedWeights(Path path, Collection<WeightFile> files, QuantisedModel model) {
        this.path = path;
        this.files = files;
        this.model = model;
        Map<String, TensorEntry> entries = new LinkedHashMap<>();
        model.tensors().forEach((name, tensor) -> {
            long[] shape = {tensor.rows(), tensor.columns()};
            entries.put(name, new TensorEntry(name, tensor.type(), shape, tensor.stored()));
        });
        this.tensors = Collections.unmodifiableMap(entries);
    }

    /**
     * The files by the tensors that a model has, where it may be quantised: matrices instead of their parts.
     *
     * @param owners the files by stored tensors; closed if the model is refused
     */
    static Map<String, WeightFile> in(Map<String, WeightFile> owners, ModelConfig config) {
        boolean complete = false;
        try {
            Map<String, StoredTensor> stored = new LinkedHashMap<>();
            owners.forEach((name, file) -> stored.put(name, stored(file, name)));
            Optional<QuantisedModel> model = QuantisedModel.of(config, stored);
            Map<String, WeightFile> result =
                    model.map(quantised -> replaced(owners, quantised)).orElse(owners);
            complete = true;
            return result;
        } finally {
            if (!complete) {
                owners.values().stream().distinct().forEach(WeightFile::close);
            }
        }
    }

    private static Map<String, WeightFile> replaced(Map<String, WeightFile> owners, QuantisedModel model) {
        Map<String, WeightFile> result = new LinkedHashMap<>(owners);
        result.keySet().removeAll(model.parts());
        if (!model.tensors().isEmpty()) {
            Collection<WeightFile> files = new LinkedHashSet<>(owners.values());
            WeightFile weights = new QuantisedWeights(files.iterator().next().path(), files, model);
            model.tensors().keySet().forEach(name -> result.put(name, weights));
        }
        return result;
    }

    private static StoredTensor stored(WeightFile file, String name) {
        TensorEntry entry = Objects.requireNonNull(file.tensors().get(name));
        return new StoredTensor(
                file.path().toString(), name, StoredType.valueOf(entry.dtype()), entry.shape(), entry.segment());
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public Map<String, TensorEntry> tensors() {
        return tensors;
    }

    @Override
    public Optional<Encoding> encoding(TensorEntry entry) {
        return Optional.of(tensor(entry).encoding());
    }

    @Override
    public Weight weight(TensorEntry entry, Encoding encoding, int rows, int columns) {
        QuantisedTensor tensor = tensor(entry);
        return weights.computeIfAbsent(entry.name(), _ -> tensor.weight(memory));
    }

    @Override
    public double[] values(TensorEntry entry, Encoding encoding) {
        Weight weight =
                weight(entry, encoding, tensor(entry).rows(), tensor(entry).columns());
        double[] values = new double[Math.toIntExact(entry.size())];
        for (int r = 0; r < weight.rows(); r++) {
            System.arraycopy(weight.toDoubles(r), 0, values, r * weight.columns(), weight.columns());
        }
        return values;
    }

    private QuantisedTensor tensor(TensorEntry entry) {
        return Objects.requireNonNull(model.tensors().get(entry.name()));
    }

    /** Closes the files, also those of which only parts of matrices are used. */
    @Override
    public void close() {
        files.forEach(WeightFile::close);
    }
}
