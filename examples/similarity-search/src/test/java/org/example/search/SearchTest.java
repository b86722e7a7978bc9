// SPDX-License-Identifier: BSD-3-Clause
package org.example.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.example.search.Search.Hit;
import org.junit.jupiter.api.Test;
import org.lxt.explain.Explainer;

class SearchTest {
    @Test
    void theNearestDocumentIsFoundByTheWordsOfItsTopic() {
        List<String> documents = List.of(
                "the train was near the house", "we saw the kitten today", "there is a storm again", "a cake for everyone");
        try (Explainer lxt = Explainer.open(Path.of("../models/embedder"))) {
            List<Hit> hits = Search.search(lxt, "tell me about the cat", documents);
            assertThat(hits).extracting(Hit::document).first().isEqualTo("we saw the kitten today");
            assertThat(hits.getFirst().reasons()).first().isEqualTo("kitten");
            assertThat(hits.getFirst().cosine()).isGreaterThan(hits.get(1).cosine() + 0.2);
        }
    }
}
