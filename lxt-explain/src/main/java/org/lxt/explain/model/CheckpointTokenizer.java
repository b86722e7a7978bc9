// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.model;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.lxt.checkpoint.Checkpoint;
import org.lxt.checkpoint.EndTokens;
import org.lxt.checkpoint.gguf.GgufMetadata;
import org.lxt.tokenizers.Tokenizer;
import org.lxt.tokenizers.error.TokenizerException;

/** The tokenizer of a checkpoint: that in a GGUF file, or that of the folder. */
final class CheckpointTokenizer {
    private CheckpointTokenizer() {}

    /**
     * Reads it. What a GGUF file says of itself counts; where that is of a kind that is not known, or there is nothing, the
     * files next to it do.
     *
     * @throws TokenizerException if it cannot be used
     */
    static Optional<Tokenizer> of(Checkpoint checkpoint) {
        Optional<GgufMetadata> metadata = checkpoint.gguf();
        if (metadata.isEmpty()) {
            return Tokenizer.open(checkpoint.folder());
        }
        try {
            Optional<Tokenizer> own = of(metadata.get());
            return own.isPresent() ? own : Tokenizer.open(checkpoint.folder());
        } catch (TokenizerException e) {
            return Optional.of(Tokenizer.open(checkpoint.folder()).orElseThrow(() -> e));
        }
    }

    /**
     * Ends of texts and turns that a GGUF file does not name as such: most name a single token, where a {@code
     * generation_config.json} has a list. They are told by their texts, as the runtimes of these files tell them.
     */
    static Set<Integer> unnamedEnds(Checkpoint checkpoint, Optional<Tokenizer> tokenizer) {
        return checkpoint.gguf().isPresent() && tokenizer.isPresent()
                ? EndTokens.byText(text -> control(tokenizer.get(), text))
                : Set.of();
    }

    private static OptionalInt control(Tokenizer tokenizer, String text) {
        OptionalInt id = tokenizer.id(text);
        return id.isPresent() && tokenizer.isSpecial(id.getAsInt()) ? id : OptionalInt.empty();
    }

    /** That of the metadata of a GGUF file, if it has one. */
    static Optional<Tokenizer> of(GgufMetadata metadata) {
        return GgufVocabulary.of(metadata).map(Tokenizer::of);
    }
}
