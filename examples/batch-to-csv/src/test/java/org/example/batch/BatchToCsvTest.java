// SPDX-License-Identifier: BSD-3-Clause
package org.example.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lxt.explain.Explainer;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;

class BatchToCsvTest {
    @TempDir
    Path folder;

    @Test
    void eachLineHasATable() throws Exception {
        Path lines = Files.write(
                folder.resolve("lines.txt"),
                IntStream.range(0, 20).mapToObj(i -> i % 2 == 0 ? "the film is dull" : "a lovely film").toList());
        try (Explainer lxt = Explainer.open(Path.of("../models/sentiment"))) {
            assertThat(BatchToCsv.run(lxt, lines, folder.resolve("out"))).isEqualTo(20);
        }
        List<String> first = Files.readAllLines(folder.resolve("out/0.csv"));
        assertThat(first.getFirst()).contains("target_text", "word_text", "relevance");
        assertThat(first).anyMatch(row -> row.contains("NEGATIVE") && row.contains("dull"));
        assertThat(Files.readString(folder.resolve("out/19.csv"))).contains("POSITIVE", "lovely");
    }

    @Test
    void packedTextsHaveTheNumbersOfSingleOnes() {
        try (Explainer lxt = Explainer.open(Path.of("../models/sentiment"))) {
            double[] packed = BatchToCsv.explain(lxt, List.of("the film is dull", "a lovely film with a funny plot"))
                    .getFirst()
                    .relevance();
            double[] single =
                    lxt.explain(Prompt.of("the film is dull"), Target.topLogit()).relevance();
            assertThat(packed).containsExactly(single, within(1e-4));
        }
    }
}
