// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lxt.checkpoint.internal.Refusal;
import org.lxt.spi.checkpoint.ModelException;

/**
 * Opens the weight files of a checkpoint folder. What is asked for first counts: safetensors in one file, in shards, then
 * torch's own in one file, in shards, and under the names that vision models are published with.
 */
final class CheckpointFiles {
    private static final String SINGLE = "model.safetensors";
    private static final String INDEX = "model.safetensors.index.json";
    private static final String TORCH_SINGLE = "pytorch_model.bin";
    private static final String TORCH_INDEX = "pytorch_model.bin.index.json";
    private static final String TORCH_MODEL = "model.pth";

    private CheckpointFiles() {}

    /** Whether a file can hold weights, by its name. */
    static boolean isWeights(Path file) {
        return file.toString().endsWith(".safetensors") || WeightFile.isTorch(file.toString());
    }

    /** Whether a folder holds weights under a name that is looked for. */
    static boolean hasWeights(Path folder) {
        return Files.exists(folder.resolve(SINGLE))
                || Files.exists(folder.resolve(INDEX))
                || Files.exists(folder.resolve(TORCH_SINGLE))
                || Files.exists(folder.resolve(TORCH_INDEX))
                || !torchFiles(folder).isEmpty();
    }

    /**
     * The GGUF file of a folder, or the first of those that its model was split into, if there are no other weights.
     *
     * @throws ModelException if there are several
     */
    static Optional<Path> onlyGguf(Path folder) {
        if (hasWeights(folder)) {
            return Optional.empty();
        }
        List<Path> found = files(folder, "*.gguf");
        found.removeIf(GgufWeights::isLaterPart);
        if (found.size() > 1) {
            throw severalWeights(folder, found);
        }
        return found.stream().findFirst();
    }

    /**
     * The open file of every tensor, by tensor name.
     *
     * @throws ModelException if there are no weights or they cannot be used; nothing is left open then
     */
    static Map<String, WeightFile> open(Path folder) {
        for (String name : List.of(SINGLE, INDEX, TORCH_SINGLE, TORCH_INDEX, TORCH_MODEL)) {
            Path file = folder.resolve(name);
            if (Files.exists(file)) {
                return name.endsWith(".json") ? shards(folder, file) : single(file);
            }
        }
        List<Path> torch = torchFiles(folder);
        if (torch.size() == 1) {
            return single(torch.getFirst());
        }
        throw torch.isEmpty() ? noWeights(folder) : severalWeights(folder, torch);
    }

    /** The tensors of one file. */
    static Map<String, WeightFile> single(Path path) {
        WeightFile file = WeightFile.open(path);
        Map<String, WeightFile> owners = new LinkedHashMap<>();
        file.tensors().keySet().forEach(name -> owners.put(name, file));
        return owners;
    }

    private static Map<String, WeightFile> shards(Path folder, Path index) {
        Map<String, WeightFile> open = new LinkedHashMap<>();
        Map<String, WeightFile> owners = new LinkedHashMap<>();
        boolean complete = false;
        try {
            ShardIndex.read(index, ending(index)).forEach((tensor, shard) -> {
                WeightFile file = open.computeIfAbsent(shard, name -> shard(folder, index, name));
                if (!file.tensors().containsKey(tensor)) {
                    throw new ModelException(index + ": places tensor " + Refusal.quote(tensor) + " in "
                            + Refusal.quote(shard)
                            + ", which does not have it; index and shards must be of one download");
                }
                owners.put(tensor, file);
            });
            complete = true;
            return owners;
        } finally {
            if (!complete) {
                open.values().forEach(WeightFile::close);
            }
        }
    }

    private static WeightFile shard(Path folder, Path index, String name) {
        Path file;
        try {
            file = folder.resolve(name);
        } catch (InvalidPathException e) {
            throw Refusal.damaged(index.toString(), "names shard " + Refusal.quote(name) + ", no name for a file");
        }
        if (!Files.exists(file)) {
            throw new ModelException(index + ": names shard " + Refusal.quote(name)
                    + ", which is not in the folder; download the missing shards");
        }
        return WeightFile.open(file);
    }

    private static String ending(Path index) {
        return index.endsWith(INDEX) ? ".safetensors" : ".bin";
    }

    private static List<Path> torchFiles(Path folder) {
        return files(folder, "*.{pth,pt}");
    }

    private static List<Path> files(Path folder, String pattern) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, pattern)) {
            files.forEach(found::add);
        } catch (IOException e) {
            throw Refusal.unreadable(folder, e);
        }
        found.sort(null);
        return found;
    }

    private static ModelException severalWeights(Path folder, List<Path> files) {
        return new ModelException(folder + ": holds " + files.size() + " files of weights, "
                + Refusal.quote(String.valueOf(files.getFirst().getFileName())) + " and "
                + Refusal.quote(String.valueOf(files.get(1).getFileName()))
                + (files.size() > 2 ? " among them" : "") + "; give the path of the one that is meant");
    }

    private static ModelException noWeights(Path folder) {
        return new ModelException(folder + ": has no weights: neither " + SINGLE + " nor " + INDEX + ", " + TORCH_SINGLE
                + " or another file of torch.save; download the checkpoint's weights");
    }
}
