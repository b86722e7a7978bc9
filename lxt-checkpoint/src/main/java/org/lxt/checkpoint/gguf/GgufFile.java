// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.gguf;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import org.lxt.checkpoint.stored.MappedFile;
import org.lxt.spi.checkpoint.ModelException;

/**
 * A file in the GGUF format, versions 2 and 3, little-endian, mapped into memory: opening reads the header only. The format is
 * that of the ggml project's specification. The file is taken as untrusted. Safe for use by several threads; neither its
 * metadata nor its tensors may be used after it is closed.
 */
public final class GgufFile implements AutoCloseable {
    private final Path path;
    private final MappedFile mapped;
    private final GgufMetadata metadata;
    private final Map<String, GgufTensor> tensors;

    private GgufFile(Path path, MappedFile mapped, GgufHeader.Contents contents) {
        this.path = path;
        this.mapped = mapped;
        this.metadata = contents.metadata();
        this.tensors = Collections.unmodifiableMap(contents.tensors());
    }

    /**
     * Opens a file.
     *
     * @throws ModelException if it does not exist, cannot be read, is malformed, or is of a version, a byte order or a type of
     *     tensor that is not read; nothing is left open then
     */
    public static GgufFile open(Path path) {
        MappedFile mapped = MappedFile.open(path, "a GGUF file");
        boolean complete = false;
        try {
            GgufFile file = new GgufFile(path, mapped, GgufHeader.read(path.toString(), mapped.bytes()));
            complete = true;
            return file;
        } finally {
            if (!complete) {
                mapped.close();
            }
        }
    }

    /** Where the file is. */
    public Path path() {
        return path;
    }

    /** Its metadata. */
    public GgufMetadata metadata() {
        return metadata;
    }

    /** Its tensors by name, in the file's order. */
    public Map<String, GgufTensor> tensors() {
        return tensors;
    }

    /** Unmaps the file. Closing again does nothing. */
    @Override
    public void close() {
        mapped.close();
    }
}
