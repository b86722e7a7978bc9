// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.lxt.checkpoint.stored.StoredType;
import org.lxt.checkpoint.stored.StoredValues;
import org.lxt.spi.checkpoint.ModelException;
import org.lxt.tensor.weight.Encoding;
import org.lxt.tensor.weight.Weight;

/** A file of weights in one of the formats, mapped into memory. */
sealed interface WeightFile extends AutoCloseable permits SafetensorsFile, TorchFile, GgufWeights, QuantisedWeights {
    /**
     * Opens a file in the format that its name tells.
     *
     * @throws ModelException if it does not exist, cannot be read or is malformed
     */
    static WeightFile open(Path path) {
        if (isGguf(path.toString())) {
            return GgufWeights.open(path);
        }
        return isTorch(path.toString()) ? TorchFile.open(path) : SafetensorsFile.open(path);
    }

    /** Whether a file is GGUF by its name. */
    static boolean isGguf(String name) {
        return name.endsWith(".gguf");
    }

    /** Whether a file is torch's by its name. */
    static boolean isTorch(String name) {
        return name.endsWith(".pth") || name.endsWith(".pt") || name.endsWith(".bin");
    }

    /** Where it is. */
    Path path();

    /** Its tensors by name. */
    Map<String, TensorEntry> tensors();

    /** How a tensor is read as a weight, if it can be. */
    default Optional<Encoding> encoding(TensorEntry entry) {
        return StoredType.valueOf(entry.dtype()).encoding();
    }

    /** A tensor that has an encoding, as a matrix of as many elements as it has. */
    default Weight weight(TensorEntry entry, Encoding encoding, int rows, int columns) {
        return Weight.of(entry.name(), entry.segment(), encoding, rows, columns);
    }

    /** The elements of a tensor that has an encoding, row by row; it must have few enough for an array. */
    default double[] values(TensorEntry entry, Encoding encoding) {
        return StoredValues.doubles(entry.segment(), StoredType.valueOf(entry.dtype()), (int) entry.size());
    }

    @Override
    void close();
}
