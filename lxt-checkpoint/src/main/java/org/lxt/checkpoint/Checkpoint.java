// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint;

import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lxt.checkpoint.gguf.GgufMetadata;
import org.lxt.checkpoint.internal.JsonObjects;
import org.lxt.checkpoint.internal.Refusal;
import org.lxt.checkpoint.internal.SimilarNames;
import org.lxt.checkpoint.quantised.QuantisedModel;
import org.lxt.checkpoint.stored.PagesInOrder;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.checkpoint.ModelException;
import org.lxt.spi.checkpoint.Weights;
import org.lxt.tensor.weight.Encoding;
import org.lxt.tensor.weight.Weight;
import org.lxt.tensor.weight.WeightListener;

/**
 * A checkpoint folder as Hugging Face's libraries save it: {@code config.json}, and the weights in
 * {@code model.safetensors} or in the shards that {@code model.safetensors.index.json} lists. If both are there the
 * single file counts, as in those libraries. Where neither is there, the weights are torch's own: {@code
 * pytorch_model.bin} or its shards, {@code model.pth}, or the only {@code .pth} or {@code .pt} of the folder; they are read
 * by an unpickler that builds tensors and runs nothing. A checkpoint may also be a single file of weights, with the {@code
 * config.json} next to it if there is one. Without {@code config.json} there are no options, and only a family that tells a
 * model by its tensors knows it.
 *
 * <p>A GGUF file, or a folder that holds one model in that format and no weights in another, is a whole checkpoint: options
 * and names of tensors are translated to those that a folder of Hugging Face's would have.
 *
 * <p>Matrices that {@code quantization_config} says were quantised are put into blocks when they are asked for, and are there under
 * the names that they had before.
 *
 * <p>A folder with an {@code adapter_config.json} holds an adapter, such as LoRA's, that is not part of its weights; it is
 * refused, for the reference would add it.
 *
 * <p>Weights stay in the mapped files: opening takes neither time nor heap in proportion to them. Safe for use by several
 * threads; its weights must not be used after it is closed.
 */
public final class Checkpoint implements Weights, AutoCloseable {
    private static final String CONFIG = "config.json";

    private final Path origin;
    private final Path folder;
    private final ModelConfig config;
    private final Map<String, WeightFile> files;
    private @Nullable PagesInOrder pages;

    private Checkpoint(Path origin, Path folder, ModelConfig config, Map<String, WeightFile> files) {
        this.origin = origin;
        this.folder = folder;
        this.config = config;
        this.files = Collections.unmodifiableMap(files);
    }

    /**
     * Opens a folder or a file of weights.
     *
     * @throws ModelException if it does not exist, a file is missing, or a file is malformed; nothing is left open then
     */
    public static Checkpoint open(Path path) {
        if (!Files.exists(path)) {
            throw new ModelException(path + ": does not exist; give the path of a checkpoint folder");
        }
        if (Files.isDirectory(path)) {
            AdapterFolder.refuse(path);
            Optional<Path> gguf = CheckpointFiles.onlyGguf(path);
            if (gguf.isPresent()) {
                return gguf(path, path, gguf.get());
            }
            return open(path, path, () -> CheckpointFiles.open(path));
        }
        if (WeightFile.isGguf(path.toString())) {
            return gguf(path, path.toAbsolutePath().getParent(), path);
        }
        if (!CheckpointFiles.isWeights(path)) {
            throw new ModelException(path + ": is not a folder; give the folder that holds " + CONFIG
                    + ", or a file of weights: .gguf, .safetensors, .pth, .pt or .bin");
        }
        Path parent = path.toAbsolutePath().getParent();
        return open(path, parent == null ? path : parent, () -> CheckpointFiles.single(path));
    }

    private static Checkpoint gguf(Path origin, @Nullable Path folder, Path file) {
        GgufWeights weights = GgufWeights.open(file);
        Map<String, WeightFile> owners = new LinkedHashMap<>();
        weights.tensors().keySet().forEach(name -> owners.put(name, weights));
        ModelConfig config = ModelConfig.of(file.toString(), weights.config());
        return new Checkpoint(origin, folder == null ? origin : folder, config, owners);
    }

    private static Checkpoint open(Path origin, Path folder, Supplier<Map<String, WeightFile>> weights) {
        Path configFile = folder.resolve(CONFIG);
        if (Files.exists(configFile)) {
            return folder(origin, folder, configFile.toString(), JsonObjects.read(configFile), weights.get());
        }
        if (Files.isDirectory(origin) && !CheckpointFiles.hasWeights(folder)) {
            throw new ModelException(folder + ": has no " + CONFIG + "; give a folder that holds a whole checkpoint");
        }
        return new Checkpoint(origin, folder, ModelConfig.of(origin.toString(), Map.of()), weights.get());
    }

    private static Checkpoint folder(
            Path origin, Path folder, String source, Map<String, Object> options, Map<String, WeightFile> stored) {
        Map<String, WeightFile> files = QuantisedWeights.in(stored, ModelConfig.of(source, options));
        if (files.values().stream().anyMatch(QuantisedWeights.class::isInstance)) {
            options.remove(QuantisedModel.OPTION); // done here, so that no family need know of it
        }
        return new Checkpoint(origin, folder, ModelConfig.of(source, options), files);
    }

    /** The folder, or the one of the file: where a tokenizer and other things are looked for. */
    public Path folder() {
        return folder;
    }

    /** Where the weights come from, for messages. */
    public String origin() {
        return origin.toString();
    }

    /** The options in {@code config.json}. */
    public ModelConfig config() {
        return config;
    }

    /**
     * The metadata of the GGUF file that the checkpoint is, if it is one: it holds the tokenizer and the chat template too.
     */
    public Optional<GgufMetadata> gguf() {
        return files.values().stream()
                .findFirst()
                .filter(GgufWeights.class::isInstance)
                .map(file -> ((GgufWeights) file).metadata());
    }

    /** Name of the file of weights, or of the first of several. */
    public String weightFile() {
        return files.values().stream()
                .findFirst()
                .map(file -> String.valueOf(file.path().getFileName()))
                .orElse("");
    }

    /**
     * The options in another JSON file of the folder, if it is there, such as {@code preprocessor_config.json}.
     *
     * @throws ModelException if it is malformed
     */
    public Optional<ModelConfig> options(String file) {
        Path path = folder.resolve(file);
        return Files.exists(path)
                ? Optional.of(ModelConfig.of(path.toString(), JsonObjects.read(path)))
                : Optional.empty();
    }

    /** The stored tensors by name, including those that are not weights. */
    public Map<String, TensorEntry> tensors() {
        Map<String, TensorEntry> entries = new LinkedHashMap<>();
        files.forEach((name, file) -> entries.put(name, entry(file, name)));
        return Collections.unmodifiableMap(entries);
    }

    /**
     * Begins to bring the weights into memory, by a thread of its own, for a model of which all are about to be read. More
     * than so many bytes are left to be read when they are needed.
     */
    public void readAhead(long mostBytes) {
        if (storedBytes() <= mostBytes) {
            ReadAhead.begin(segments());
        }
    }

    /**
     * What is to be told of the weights that are read, so that those which come next are in memory in time; until the checkpoint is
     * closed. Where the weights have at most so many bytes, it does nothing.
     */
    public synchronized WeightListener pages(long mostBytes) {
        if (storedBytes() <= mostBytes) {
            return WeightListener.NONE;
        }
        if (pages == null) {
            pages = new PagesInOrder();
        }
        return pages;
    }

    private List<MemorySegment> segments() {
        return tensors().values().stream().map(TensorEntry::segment).toList();
    }

    private long storedBytes() {
        return segments().stream().mapToLong(MemorySegment::byteSize).sum();
    }

    @Override
    public Set<String> names() {
        return files.keySet();
    }

    @Override
    public boolean has(String name) {
        return files.containsKey(name);
    }

    /**
     * A matrix of shape (rows, columns), left in its file; F64, F32, F16 or BF16.
     *
     * @throws ModelException if it is missing, of another shape or of another type
     */
    @Override
    public Weight matrix(String name, int rows, int columns) {
        WeightFile file = file(name);
        TensorEntry entry = entry(file, name);
        checkShape(file, entry, rows, columns);
        return file.weight(entry, encoding(file, entry), rows, columns);
    }

    /**
     * A tensor of shape (count, rows, columns), left in its file, as one matrix of {@code count * rows} rows; F64, F32, F16
     * or BF16.
     *
     * @throws ModelException if it is missing, of another shape or of another type, or if it has too many rows for a matrix
     */
    @Override
    public Weight stack(String name, int count, int rows, int columns) {
        WeightFile file = file(name);
        TensorEntry entry = entry(file, name);
        checkShape(file, entry, count, rows, columns);
        long all = (long) count * rows;
        if (all > Integer.MAX_VALUE) {
            throw new ModelException(
                    "tensor " + Refusal.quote(name) + " in " + file.path() + " has " + all + " rows, but at most "
                            + Integer.MAX_VALUE + " can be read as one matrix; store its matrices apart");
        }
        return file.weight(entry, encoding(file, entry), (int) all, columns);
    }

    /**
     * The filters of a convolution, a tensor of shape (filters, channels, height, width), left in their file as one
     * matrix; F64, F32, F16 or BF16.
     *
     * @throws ModelException if it is missing, of another shape or of another type
     */
    @Override
    public Weight filters(String name, int filters, int channels, int height, int width) {
        WeightFile file = file(name);
        TensorEntry entry = entry(file, name);
        checkShape(file, entry, filters, channels, height, width);
        int size = Math.toIntExact(entry.size() / filters);
        return file.weight(entry, encoding(file, entry), filters, size);
    }

    /**
     * Matrices in MXFP4, copied into blocks that have their scale with them: in as many bits as in the file.
     *
     * @throws ModelException if a tensor is missing, of another shape or of another type
     */
    @Override
    public Weight mxfp4(String name, int count, int rows, int columns) {
        if (columns % Mxfp4Tensors.BLOCK != 0 || (long) count * rows > Integer.MAX_VALUE) {
            throw new ModelException(origin + ": " + Refusal.quote(name) + " in MXFP4 would be " + count
                    + " matrices of "
                    + rows + " rows and " + columns + " columns, but columns come in blocks of " + Mxfp4Tensors.BLOCK
                    + " and all rows must be counted by an int");
        }
        int perRow = columns / Mxfp4Tensors.BLOCK;
        MemorySegment blocks = bytes(name + "_blocks", count, rows, perRow, Mxfp4Tensors.BLOCK / 2);
        MemorySegment scales = bytes(name + "_scales", count, rows, perRow);
        return Weight.of(name, Mxfp4Tensors.joined(blocks, scales), Encoding.MXFP4, count * rows, columns);
    }

    private MemorySegment bytes(String name, long... shape) {
        WeightFile file = file(name);
        TensorEntry entry = entry(file, name);
        checkShape(file, entry, shape);
        if (!entry.dtype().equals("U8")) {
            throw new ModelException("tensor " + Refusal.quote(name) + " in " + file.path() + " is stored as "
                    + entry.dtype() + ", but MXFP4 is read from U8; store the checkpoint as it was published");
        }
        return entry.segment();
    }

    @Override
    public long[] shape(String name) {
        return entry(file(name), name).shape();
    }

    /**
     * The values of a tensor of shape (count, rows, columns), exact; F64, F32, F16 or BF16.
     *
     * @throws ModelException if it is missing, of another shape or of another type, or has too many values for an array
     */
    @Override
    public double[] stackValues(String name, int count, int rows, int columns) {
        return values(name, count, rows, columns);
    }

    /**
     * The values of a vector of shape (size), exact; F64, F32, F16 or BF16.
     *
     * @throws ModelException if it is missing, of another shape or of another type
     */
    @Override
    public double[] vector(String name, int size) {
        return values(name, size);
    }

    private double[] values(String name, long... shape) {
        WeightFile file = file(name);
        TensorEntry entry = entry(file, name);
        checkShape(file, entry, shape);
        Encoding encoding = encoding(file, entry);
        if (entry.size() > Integer.MAX_VALUE) {
            throw new ModelException("tensor " + Refusal.quote(name) + " in " + file.path() + " has " + entry.size()
                    + " values, but at most " + Integer.MAX_VALUE + " can be read as numbers");
        }
        return file.values(entry, encoding);
    }

    private static TensorEntry entry(WeightFile file, String name) {
        return Objects.requireNonNull(file.tensors().get(name));
    }

    private WeightFile file(String name) {
        WeightFile file = files.get(name);
        if (file == null) {
            throw new ModelException(origin + ": has no tensor " + Refusal.quote(name)
                    + SimilarNames.hint(name, files.keySet())
                    + "; weights and " + CONFIG + " must belong to the same model");
        }
        return file;
    }

    private static void checkShape(WeightFile file, TensorEntry entry, long... wanted) {
        if (!Arrays.equals(entry.shape(), wanted)) {
            throw new ModelException("tensor " + Refusal.quote(entry.name()) + " in " + file.path() + " is "
                    + Arrays.toString(entry.shape()) + " but " + CONFIG + " asks for " + Arrays.toString(wanted)
                    + "; weights and " + CONFIG + " must belong to the same model");
        }
    }

    private static Encoding encoding(WeightFile file, TensorEntry entry) {
        return file.encoding(entry)
                .orElseThrow(() -> new ModelException("tensor " + Refusal.quote(entry.name()) + " in " + file.path()
                        + " is stored as " + entry.dtype()
                        + ", but weights are read as F64, F32, F16 or BF16; convert the checkpoint to one of these"));
    }

    /** Unmaps all files; the memory of every weight is gone with them. Closing again does nothing. */
    @Override
    public synchronized void close() {
        if (pages != null) {
            pages.close();
        }
        files.values().stream().distinct().forEach(WeightFile::close);
    }
}
