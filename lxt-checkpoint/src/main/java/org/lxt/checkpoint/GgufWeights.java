// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint;

import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lxt.checkpoint.gguf.GgufFile;
import org.lxt.checkpoint.gguf.GgufMetadata;
import org.lxt.checkpoint.gguf.GgufTensor;
import org.lxt.checkpoint.gguf.architecture.GgufModel;
import org.lxt.checkpoint.gguf.architecture.MappedTensor;
import org.lxt.checkpoint.internal.Refusal;
import org.lxt.spi.checkpoint.ModelException;
import org.lxt.tensor.weight.Encoding;
import org.lxt.tensor.weight.Weight;

/** A model in a GGUF file, or in those that it was split into, under the names that transformers has for its tensors. */
final class GgufWeights implements WeightFile {
    private static final Pattern SPLIT = Pattern.compile("(.*)-(\\d{5})-of-(\\d{5})\\.gguf");
    private static final String COUNT = "split.count";

    private final Path path;
    private final List<GgufFile> files;
    private final GgufModel model;
    private final Map<String, TensorEntry> tensors;

    /** Owns the rows that had to be put into another order. */
    private final Arena memory = Arena.ofAuto();

    private GgufWeights(Path path, List<GgufFile> files, GgufModel model) {
        this.path = path;
        this.files = files;
        this.model = model;
        Map<String, TensorEntry> entries = new LinkedHashMap<>();
        model.tensors()
                .forEach((name, tensor) ->
                        entries.put(name, new TensorEntry(name, tensor.type(), tensor.shape(), tensor.segment())));
        this.tensors = Collections.unmodifiableMap(entries);
    }

    /**
     * Opens a file, and all others if it is one of several that a model was split into.
     *
     * @throws ModelException if one does not exist, cannot be read or is malformed, or the model is not implemented; nothing is
     *     left open then
     */
    static GgufWeights open(Path path) {
        List<GgufFile> files = new ArrayList<>();
        boolean complete = false;
        try {
            for (Path part : parts(path)) {
                files.add(GgufFile.open(part));
            }
            GgufMetadata metadata = files.getFirst().metadata();
            checkCount(path, metadata, files.size());
            GgufModel model = GgufModel.of(path, metadata, tensors(files));
            GgufWeights weights = new GgufWeights(path, files, model);
            complete = true;
            return weights;
        } finally {
            if (!complete) {
                files.forEach(GgufFile::close);
            }
        }
    }

    /** Whether a file is one of several, and not the first. */
    static boolean isLaterPart(Path file) {
        Matcher split = SPLIT.matcher(String.valueOf(file.getFileName()));
        return split.matches() && Integer.parseInt(split.group(2)) > 1;
    }

    private static List<Path> parts(Path path) {
        Matcher split = SPLIT.matcher(String.valueOf(path.getFileName()));
        if (!split.matches()) {
            return List.of(path);
        }
        int count = Integer.parseInt(split.group(3));
        List<Path> parts = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            Path part = path.resolveSibling("%s-%05d-of-%05d.gguf".formatted(split.group(1), i, count));
            if (!Files.exists(part)) {
                throw new ModelException(path + ": is one of " + count + " files, but "
                        + Refusal.quote(String.valueOf(part.getFileName()))
                        + " is not in the folder; download the missing files");
            }
            parts.add(part);
        }
        return parts.isEmpty() ? List.of(path) : parts;
    }

    private static void checkCount(Path path, GgufMetadata metadata, int files) {
        OptionalLong count = metadata.integer(COUNT);
        if (count.isPresent() && count.getAsLong() != files && count.getAsLong() > 1) {
            throw new ModelException(path + ": is part of a model of " + count.getAsLong()
                    + " files, but by its name it is not; give the files the names with which they were published");
        }
    }

    private static Map<String, GgufTensor> tensors(List<GgufFile> files) {
        Map<String, GgufTensor> all = new LinkedHashMap<>();
        for (GgufFile file : files) {
            file.tensors().forEach((name, tensor) -> {
                if (all.put(name, tensor) != null) {
                    throw Refusal.damaged(
                            file.path().toString(), "has tensor " + Refusal.quote(name) + " of another file");
                }
            });
        }
        return all;
    }

    /** The options as a {@code config.json} would have them. */
    Map<String, Object> config() {
        return model.config();
    }

    /** The metadata of the first file. */
    GgufMetadata metadata() {
        return model.metadata();
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
        return tensor(entry).encoding();
    }

    @Override
    public Weight weight(TensorEntry entry, Encoding encoding, int rows, int columns) {
        return tensor(entry).weight(entry.name(), encoding, rows, columns, memory);
    }

    @Override
    public double[] values(TensorEntry entry, Encoding encoding) {
        return tensor(entry).values(encoding, (int) entry.size());
    }

    private MappedTensor tensor(TensorEntry entry) {
        return Objects.requireNonNull(model.tensors().get(entry.name()));
    }

    @Override
    public void close() {
        files.forEach(GgufFile::close);
    }
}
