// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.lxt.tokenizers.file.Field;
import org.lxt.tokenizers.split.PreTokenizers;
import org.lxt.tokenizers.text.AlignedText;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Pieces of texts, against the patterns of the original tokenizers in the package tokenizers ({@code gguf_splittings.py}). */
class SplittingTest {
    private static final String CASES = "/org/lxt/tokenizers/splittings.jsonl";

    @Test
    void piecesAreThoseOfTheReference() throws IOException {
        JsonMapper json = JsonMapper.shared();
        int cases = 0;
        try (InputStream in = Objects.requireNonNull(SplittingTest.class.getResourceAsStream(CASES))) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                JsonNode row = json.readTree(line);
                List<String> expected = new ArrayList<>();
                row.path("pieces").forEach(piece -> expected.add(piece.asString()));
                String name = row.path("name").asString();
                String text = row.path("text").asString();
                assertThat(pieces(name, text)).as(name + ": " + text).isEqualTo(expected);
                cases++;
            }
        }
        assertThat(cases).isGreaterThan(70);
    }

    private static List<String> pieces(String name, String text) {
        Splitting splitting = Splitting.named(name).orElseThrow();
        Field field = new Field("test", "pre_tokenizer", ByteLevelRecipe.split(splitting, false));
        List<String> pieces = new ArrayList<>();
        PreTokenizers.read(field).split(AlignedText.unchanged(text, 0), piece -> {
            if (!piece.text().isEmpty()) {
                pieces.add(piece.text());
            }
        });
        return pieces;
    }
}
