// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lxt.checkpoint.stored.MappedFile;
import org.lxt.checkpoint.torch.TorchArchive;
import org.lxt.spi.checkpoint.ModelException;

/** A state dict as {@code torch.save} writes it, mapped into memory: opening reads its names and shapes only. */
final class TorchFile implements WeightFile {
    private final Path path;
    private final MappedFile mapped;
    private final Map<String, TensorEntry> tensors;

    private TorchFile(Path path, MappedFile mapped, Map<String, TensorEntry> tensors) {
        this.path = path;
        this.mapped = mapped;
        this.tensors = Collections.unmodifiableMap(tensors);
    }

    /**
     * Opens a file.
     *
     * @throws ModelException if it does not exist, cannot be read, is malformed or asks for anything but tensors
     */
    static TorchFile open(Path path) {
        MappedFile mapped = MappedFile.open(path, "a file of torch.save");
        boolean complete = false;
        try {
            Map<String, TensorEntry> tensors = new LinkedHashMap<>();
            TorchArchive.read(path.toString(), mapped.bytes(), mapped.arena())
                    .forEach((name, tensor) -> tensors.put(
                            name, new TensorEntry(name, tensor.type().name(), tensor.shape(), tensor.segment())));
            TorchFile file = new TorchFile(path, mapped, tensors);
            complete = true;
            return file;
        } finally {
            if (!complete) {
                mapped.close();
            }
        }
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
    public void close() {
        mapped.close();
    }
}
