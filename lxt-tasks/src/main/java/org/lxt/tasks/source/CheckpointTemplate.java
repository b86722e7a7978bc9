// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tasks.source;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.lxt.chat.ChatTemplate;
import org.lxt.checkpoint.Checkpoint;
import org.lxt.checkpoint.gguf.GgufMetadata;

/** The chat template of a checkpoint: that in a GGUF file, or that of the folder. */
final class CheckpointTemplate {
    private static final String TEMPLATE = "tokenizer.chat_template";

    /** What templates call a token, and what the metadata do. */
    private static final Map<String, String> NAMES = Map.of(
            "bos_token", "bos",
            "eos_token", "eos",
            "unk_token", "unknown",
            "sep_token", "seperator",
            "pad_token", "padding",
            "cls_token", "cls",
            "mask_token", "mask");

    private CheckpointTemplate() {}

    /** Its own. */
    static Optional<ChatTemplate> open(Path path) {
        if (!isGguf(path)) {
            return ChatTemplate.open(path);
        }
        try (Checkpoint checkpoint = Checkpoint.open(path)) {
            Optional<ChatTemplate> own = checkpoint.gguf().flatMap(metadata -> stored(metadata, TEMPLATE));
            return own.isPresent() ? own : ChatTemplate.open(checkpoint.folder());
        }
    }

    /** What a GGUF file says of how a pair of texts is put to it, with {@code {query}} and {@code {document}} for them. */
    static Optional<String> ofPairs(Path path) {
        if (!isGguf(path)) {
            return Optional.empty();
        }
        try (Checkpoint checkpoint = Checkpoint.open(path)) {
            return checkpoint.gguf().flatMap(metadata -> metadata.string(TEMPLATE + ".rerank"));
        }
    }

    private static Optional<ChatTemplate> stored(GgufMetadata metadata, String key) {
        return metadata.string(key)
                .map(text -> ChatTemplate.of(text, metadata.source() + ", " + key, specialTokens(metadata)));
    }

    /**
     * The one of a file, with the checkpoint's special tokens; where there is no such file, the one of this name that the
     * checkpoint has besides its default.
     */
    static ChatTemplate open(Path path, Path file) {
        boolean isFile = Files.exists(file) || file.getNameCount() > 1 || file.isAbsolute();
        if (!isGguf(path)) {
            return (isFile ? Optional.<ChatTemplate>empty() : ChatTemplate.named(path, file.toString()))
                    .orElseGet(() -> ChatTemplate.open(path, file));
        }
        try (Checkpoint checkpoint = Checkpoint.open(path)) {
            Optional<GgufMetadata> metadata = checkpoint.gguf();
            Optional<ChatTemplate> named =
                    isFile ? Optional.empty() : metadata.flatMap(m -> stored(m, TEMPLATE + "." + file));
            if (named.isPresent()) {
                return named.get();
            }
            return metadata.isPresent()
                    ? ChatTemplate.open(file, specialTokens(metadata.get()))
                    : ChatTemplate.open(checkpoint.folder(), file);
        }
    }

    private static Map<String, String> specialTokens(GgufMetadata metadata) {
        List<String> tokens = metadata.strings("tokenizer.ggml.tokens").orElse(List.of());
        Map<String, String> special = new TreeMap<>();
        NAMES.forEach((name, key) -> {
            OptionalLong id = metadata.integer("tokenizer.ggml." + key + "_token_id");
            if (id.isPresent() && id.getAsLong() >= 0 && id.getAsLong() < tokens.size()) {
                special.put(name, tokens.get((int) id.getAsLong()));
            }
        });
        return special;
    }

    /** Whether the checkpoint is a GGUF file, or a folder with such a file and no configuration. */
    private static boolean isGguf(Path path) {
        if (!Files.isDirectory(path)) {
            return path.toString().endsWith(".gguf");
        }
        if (Files.exists(path.resolve("config.json"))) {
            return false;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path, "*.gguf")) {
            return files.iterator().hasNext();
        } catch (IOException _) {
            return false;
        }
    }
}
