// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What GGUF files say of how texts end, and of vectors of texts. */
class SmallGgufTest {
    private static final Path FOLDER = Path.of(System.getProperty("lxt.root"), "oracle", "gguf", "small");

    @Test
    void theEndOfATurnIsAnEndToo() {
        try (Checkpoint checkpoint = Checkpoint.open(FOLDER.resolve("gpt2.gguf"))) {
            assertThat(EndTokens.of(FOLDER, checkpoint.config())).containsExactly(0, 1);
        }
    }

    @Test
    void thePoolingIsThatOfTheMetadata() {
        try (Checkpoint encoder = Checkpoint.open(FOLDER.resolve("bert.gguf"));
                Checkpoint decoder = Checkpoint.open(FOLDER.resolve("llama.gguf"))) {
            Optional<SentencePooling> pooling = encoder.gguf().flatMap(SentencePooling::of);
            assertThat(pooling).hasValueSatisfying(p -> {
                assertThat(p.kind()).isEqualTo(SentencePooling.Kind.MEAN);
                assertThat(p.size()).isEqualTo(32);
            });
            assertThat(decoder.gguf().flatMap(SentencePooling::of)).isEmpty();
        }
    }
}
