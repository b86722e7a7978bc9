// SPDX-License-Identifier: BSD-3-Clause
/**
 * Reads Hugging Face checkpoint folders, GGUF files and what torch.save writes, and reads and writes safetensors files.
 *
 * <p>Files are taken as untrusted: whatever their bytes, they are either used as they claim or refused with a
 * {@link org.lxt.spi.checkpoint.ModelException}.
 */
@org.jspecify.annotations.NullMarked
module org.lxt.checkpoint {
    requires transitive org.lxt.spi;
    requires org.lxt.json;
    requires static org.jspecify;

    exports org.lxt.checkpoint;
    exports org.lxt.checkpoint.gguf;
}
