// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.gguf.architecture;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.lxt.checkpoint.gguf.GgufMetadata;
import org.lxt.checkpoint.gguf.GgufTensor;
import org.lxt.checkpoint.internal.Refusal;
import org.lxt.spi.checkpoint.ModelException;

/**
 * A model in a GGUF file or in several that it was split into, in the words of transformers: options as its {@code config.json}
 * would have them, and tensors under its names. What the metadata says and nothing here understands is refused by name.
 *
 * @param metadata of the first file
 * @param config options by name
 * @param tensors tensors by name
 */
public record GgufModel(GgufMetadata metadata, Map<String, Object> config, Map<String, MappedTensor> tensors) {
    private static final String ARCHITECTURE = "general.architecture";

    /**
     * Translates a model.
     *
     * @param path the file, or the first of those that it was split into, for messages
     * @param metadata of the first file
     * @param tensors those of all files
     * @throws ModelException if its architecture is not known, or it has metadata or tensors that are not implemented
     */
    public static GgufModel of(Path path, GgufMetadata metadata, Map<String, GgufTensor> tensors) {
        String name = metadata.string(ARCHITECTURE).orElseThrow(() -> metadata.wrong(ARCHITECTURE, "a name"));
        Architecture architecture = Architectures.named(name);
        if (architecture == null) {
            throw new ModelException(path + ": holds a model of the architecture " + Refusal.quote(name)
                    + ", which is not implemented; known are " + Architectures.known());
        }
        GgufOptions options = new GgufOptions(metadata, name);
        int layers = options.positive("block_count");
        if (layers > tensors.size()) {
            throw options.unsupported("block_count", "at most the number of tensors, " + tensors.size());
        }
        TensorNames names = new TensorNames(path.toString(), tensors, layers);
        Map<String, Object> config = new LinkedHashMap<>();
        tokens(metadata, config);
        architecture.translate(options, names, config);
        options.checkAllRead();
        return new GgufModel(metadata, Collections.unmodifiableMap(config), names.all(name));
    }

    private static void tokens(GgufMetadata metadata, Map<String, Object> config) {
        token(metadata, "bos").ifPresent(id -> config.put("bos_token_id", id));
        token(metadata, "padding").ifPresent(id -> config.put("pad_token_id", id));
        // a text, a turn and a message may each end with a token of its own
        List<Long> ends = Stream.of("eos", "eot", "eom")
                .flatMapToLong(use -> token(metadata, use).stream())
                .boxed()
                .distinct()
                .toList();
        if (!ends.isEmpty()) {
            config.put("eos_token_id", ends.size() == 1 ? ends.getFirst() : ends);
        }
    }

    private static OptionalLong token(GgufMetadata metadata, String use) {
        return metadata.integer("tokenizer.ggml." + use + "_token_id");
    }
}
