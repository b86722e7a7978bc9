// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint;

import java.nio.file.Path;
import java.util.Map;
import org.lxt.checkpoint.internal.Refusal;
import org.lxt.checkpoint.internal.SimilarNames;
import org.lxt.checkpoint.stored.MappedFile;
import org.lxt.checkpoint.stored.StoredType;
import org.lxt.checkpoint.stored.StoredValues;
import org.lxt.spi.checkpoint.ModelException;

/**
 * A safetensors file, mapped into memory: opening reads its header only, whatever its size. Safe for use by several
 * threads; its memory must not be used after it is closed.
 *
 * <p>The format is the one of <a href="https://github.com/huggingface/safetensors#format">its specification</a>: 8 bytes
 * with the header's length, little-endian; the header, a JSON object of {@code dtype}, {@code shape} and
 * {@code data_offsets} by tensor name; the data. Every rule there is checked, so that an entry always lies inside its
 * file.
 */
public final class SafetensorsFile implements WeightFile {
    private final Path path;
    private final MappedFile mapped;
    private final SafetensorsHeader header;

    private SafetensorsFile(Path path, MappedFile mapped, SafetensorsHeader header) {
        this.path = path;
        this.mapped = mapped;
        this.header = header;
    }

    /**
     * Opens a file.
     *
     * @throws ModelException if it does not exist, cannot be read or is malformed
     */
    public static SafetensorsFile open(Path path) {
        MappedFile mapped = MappedFile.open(path, "a safetensors file");
        boolean complete = false;
        try {
            SafetensorsFile file =
                    new SafetensorsFile(path, mapped, SafetensorsHeader.read(path.toString(), mapped.bytes()));
            complete = true;
            return file;
        } finally {
            if (!complete) {
                mapped.close();
            }
        }
    }

    /** Where the file is. */
    @Override
    public Path path() {
        return path;
    }

    /** The tensors by name, in the header's order. */
    @Override
    public Map<String, TensorEntry> tensors() {
        return header.tensors();
    }

    /** The strings that the writer added under {@code __metadata__}. */
    public Map<String, String> metadata() {
        return header.metadata();
    }

    /**
     * A tensor by name.
     *
     * @throws ModelException if there is none; the message has similar names
     */
    public TensorEntry tensor(String name) {
        TensorEntry entry = tensors().get(name);
        if (entry == null) {
            throw new ModelException(path + ": has no tensor " + Refusal.quote(name)
                    + SimilarNames.hint(name, tensors().keySet()) + "; check the name and the file");
        }
        return entry;
    }

    /**
     * A copy of a tensor's elements, row by row. Types F64, F32, F16, BF16, I32, I16, I8, U8 and BOOL are exact; I64 is
     * rounded beyond 2^53.
     *
     * @throws ModelException if there is no such tensor, it is of another type or too large for an array
     */
    public double[] values(String name) {
        TensorEntry entry = tensor(name);
        return StoredValues.doubles(entry.segment(), number(entry), length(entry));
    }

    /**
     * A copy of a tensor's elements as float32, row by row. Types F32, F16, BF16, I16, I8, U8 and BOOL are exact; F64,
     * I64 and I32 are rounded.
     *
     * @throws ModelException if there is no such tensor, it is of another type or too large for an array
     */
    public float[] floats(String name) {
        TensorEntry entry = tensor(name);
        return StoredValues.floats(entry.segment(), number(entry), length(entry));
    }

    /**
     * A copy of a tensor's elements, row by row, of type I64, I32, I16, I8, U8 or BOOL.
     *
     * @throws ModelException if there is no such tensor, it is of another type or too large for an array
     */
    public long[] longs(String name) {
        TensorEntry entry = tensor(name);
        StoredType type = StoredType.valueOf(entry.dtype());
        if (!StoredValues.isInteger(type)) {
            throw refuse(entry, "is stored as " + type + ", which is not read as integers; read it as numbers");
        }
        return StoredValues.longs(entry.segment(), type, length(entry));
    }

    private StoredType number(TensorEntry entry) {
        StoredType type = StoredType.valueOf(entry.dtype());
        if (!StoredValues.isNumber(type)) {
            throw refuse(entry, "is stored as " + type + ", which is not read as numbers; convert it to F32");
        }
        return type;
    }

    private int length(TensorEntry entry) {
        // Below the largest int: the JVM keeps a few words of an array for itself.
        if (entry.size() > Integer.MAX_VALUE - 8) {
            throw refuse(entry, "has " + entry.size() + " elements, too many for an array; read its segment");
        }
        return (int) entry.size();
    }

    private ModelException refuse(TensorEntry entry, String problem) {
        return new ModelException(path + ": tensor " + Refusal.quote(entry.name()) + " " + problem);
    }

    /** Unmaps the file; every entry's memory is gone with it. Closing again does nothing. */
    @Override
    public void close() {
        mapped.close();
    }
}
