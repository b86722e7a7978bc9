package org.lxt.checkpoint;

import java.nio.file.Path;
import java.util.Map;
import org.lxt.spi.checkpoint.ModelException;

/** A file of weights in either format, mapped into memory. */
sealed interface WeightFile extends AutoCloseable permits SafetensorsFile, TorchFile {
    /**
     * Opens a file in the format that its name tells.
     *
     * @throws ModelException if it does not exist, cannot be read or is malformed
     */
    static WeightFile open(Path path) {
        return isTorch(path.toString()) ? TorchFile.open(path) : SafetensorsFile.open(path);
    }

    /** Whether a file is torch's by its name. */
    static boolean isTorch(String name) {
        return name.endsWith(".pth") || name.endsWith(".pt") || name.endsWith(".bin");
    }

    /** Where it is. */
    Path path();

    /** Its tensors by name. */
    Map<String, TensorEntry> tensors();

    @Override
    void close();
}
