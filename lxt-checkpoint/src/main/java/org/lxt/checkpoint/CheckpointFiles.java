package org.lxt.checkpoint;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lxt.spi.ModelException;

/** Opens the weight files of a checkpoint folder: one file or, if there is none, the shards of an index. */
final class CheckpointFiles {
    private static final String SINGLE = "model.safetensors";
    private static final String INDEX = "model.safetensors.index.json";

    private CheckpointFiles() {}

    /**
     * The open file of every tensor, by tensor name.
     *
     * @throws ModelException if there are no weights or they cannot be used; nothing is left open then
     */
    static Map<String, SafetensorsFile> open(Path folder) {
        Path single = folder.resolve(SINGLE);
        if (Files.exists(single)) {
            SafetensorsFile file = SafetensorsFile.open(single);
            Map<String, SafetensorsFile> owners = new LinkedHashMap<>();
            file.tensors().keySet().forEach(name -> owners.put(name, file));
            return owners;
        }
        Path index = folder.resolve(INDEX);
        if (Files.exists(index)) {
            return shards(folder, index);
        }
        throw noWeights(folder);
    }

    private static Map<String, SafetensorsFile> shards(Path folder, Path index) {
        Map<String, SafetensorsFile> open = new LinkedHashMap<>();
        Map<String, SafetensorsFile> owners = new LinkedHashMap<>();
        boolean complete = false;
        try {
            ShardIndex.read(index).forEach((tensor, shard) -> {
                SafetensorsFile file = open.computeIfAbsent(shard, name -> shard(folder, index, name));
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
                open.values().forEach(SafetensorsFile::close);
            }
        }
    }

    private static SafetensorsFile shard(Path folder, Path index, String name) {
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
        return SafetensorsFile.open(file);
    }

    private static ModelException noWeights(Path folder) {
        if (hasPickles(folder)) {
            return new ModelException(folder + ": holds its weights as pytorch_model.bin, which can run code when read"
                    + " and is not supported; convert them to safetensors (save_pretrained of Hugging Face transformers"
                    + " does)");
        }
        return new ModelException(folder + ": has neither " + SINGLE + " nor " + INDEX
                + "; download the checkpoint's weights in safetensors format");
    }

    private static boolean hasPickles(Path folder) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "pytorch_model*.bin")) {
            return files.iterator().hasNext();
        } catch (IOException e) {
            throw Refusal.unreadable(folder, e);
        }
    }
}
