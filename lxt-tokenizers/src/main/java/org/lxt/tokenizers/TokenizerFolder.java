package org.lxt.tokenizers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the tokenizer of a checkpoint folder, whichever form it has. */
final class TokenizerFolder {

    private TokenizerFolder() {}

    static Optional<Tokenizer> open(Path folder) {
        Path whole = folder.resolve("tokenizer.json");
        if (Files.exists(whole)) {
            return Optional.of(TokenizerFile.read(whole));
        }
        Path vocabulary = folder.resolve("vocab.json");
        Path merges = folder.resolve("merges.txt");
        if (Files.exists(vocabulary) && Files.exists(merges)) {
            return Optional.of(Gpt2Files.read(folder, vocabulary, merges));
        }
        Path words = folder.resolve("vocab.txt");
        return Files.exists(words) ? Optional.of(BertFiles.read(folder, words)) : Optional.empty();
    }
}
