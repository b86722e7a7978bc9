// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.gemma;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lxt.explain.Explainer;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.result.Attribution;
import org.lxt.explain.result.Similarity;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A model like EmbeddingGemma in a GGUF file: its pooling and the linear layers after it are those of sentence-transformers. */
class GemmaGgufTest {
    private static final Path ORACLE = Path.of(System.getProperty("lxt.root"), "oracle");

    @TempDir
    Path folder;

    @Test
    void similarityIsThatOfTheFolderThatWasConverted() throws IOException {
        Path source = ORACLE.resolve("similarity/embedder-dense");
        Files.copy(ORACLE.resolve("gguf/embedder-dense.gguf"), folder.resolve("model.gguf"));
        Files.copy(source.resolve("tokenizer.json"), folder.resolve("tokenizer.json"));
        JsonNode expected = JsonMapper.shared().readTree(Files.readString(source.resolve("similarity.json")));
        Similarity actual;
        try (Explainer explainer = Explainer.open(folder)) {
            actual = explainer.similarity(prompt(expected, 0), prompt(expected, 1));
        }
        assertThat(actual.cosine()).isCloseTo(expected.path("cosine").asDouble(), within(1e-6));
        JsonNode relevance = expected.path("results").path(0);
        assertThat(relevance.path("rules").asString()).isEqualTo("attnlrp");
        List<Attribution> both = List.of(actual.first(), actual.second());
        for (int i = 0; i < 2; i++) {
            double[] of = relevance
                    .path("relevance")
                    .path(i)
                    .valueStream()
                    .mapToDouble(JsonNode::asDouble)
                    .toArray();
            double largest = Arrays.stream(of).map(Math::abs).max().orElseThrow();
            assertThat(both.get(i).relevance()).hasSameSizeAs(of);
            for (int t = 0; t < of.length; t++) {
                assertThat(both.get(i).relevance()[t]).isCloseTo(of[t], within(2e-5 * largest));
            }
        }
    }

    /** A file holds no prompts, so the text has its own. */
    private static Prompt prompt(JsonNode expected, int i) {
        return Prompt.of(expected.path("prompts").path(i).asString()
                + expected.path("texts").path(i).asString());
    }
}
