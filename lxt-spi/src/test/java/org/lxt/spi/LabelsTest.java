// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.lxt.spi.OutputKind.Entries;
import org.lxt.spi.OutputKind.Place;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.checkpoint.ModelException;

/** The classes of a classifier, by its options. */
class LabelsTest {
    private static ModelConfig config(Map<String, ?> options) {
        return ModelConfig.of("config.json", options);
    }

    @Test
    void namesGoByTheirNumbers() {
        assertThat(Labels.read(config(Map.of("id2label", Map.of("1", "POSITIVE", "0", "NEGATIVE")))))
                .containsExactly("NEGATIVE", "POSITIVE");
        assertThat(Labels.read(config(Map.of("num_labels", 3)))).containsExactly("LABEL_0", "LABEL_1", "LABEL_2");
        assertThat(Labels.read(config(Map.of()))).containsExactly("LABEL_0", "LABEL_1");
    }

    @Test
    void namesThatDoNotFitAreRefused() {
        assertRefused(Map.of("id2label", Map.of()), "option 'id2label' must be a name for each class by its number");
        assertRefused(Map.of("id2label", Map.of("0", 7)), "must be names for the numbers 0 to 0, each once");
        assertRefused(
                Map.of("id2label", Map.of("0", "a", "00", "b")), "must be names for the numbers 0 to 1, each once");
        assertRefused(
                Map.of("id2label", Map.of("0", "a"), "num_labels", 2),
                "option 'num_labels' must be as many as id2label has (1), but is 2");
        assertRefused(Map.of("num_labels", 2_000_000_000), "option 'num_labels' must be at most 1048576");
    }

    private static void assertRefused(Map<String, ?> options, String message) {
        assertThatThrownBy(() -> Labels.read(config(options)))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(message);
    }

    @Test
    void theProblemTellsWhatAnEntryIs() {
        assertThat(entries(Map.of())).isEqualTo(Entries.LABEL);
        assertThat(entries(Map.of("num_labels", 1))).isEqualTo(Entries.SCORE);
        assertThat(entries(Map.of("problem_type", "regression"))).isEqualTo(Entries.SCORE);
        assertThat(entries(Map.of("problem_type", "multi_label_classification")))
                .isEqualTo(Entries.INDEPENDENT_LABEL);
        assertThat(entries(Map.of("problem_type", "single_label_classification", "num_labels", 1)))
                .isEqualTo(Entries.LABEL);
        assertThatThrownBy(() -> entries(Map.of("problem_type", "ranking")))
                .isInstanceOf(ModelException.class)
                .hasMessage("config.json: option 'problem_type' must be single_label_classification,"
                        + " multi_label_classification or regression, but is ranking");
    }

    @Test
    void aSingleQuantityWithoutANameIsAScore() {
        assertThat(labels(Map.of("num_labels", 1))).containsExactly("score");
        assertThat(labels(Map.of("id2label", Map.of("0", "LABEL_0")))).containsExactly("score");
        assertThat(labels(Map.of("id2label", Map.of("0", "toxicity")))).containsExactly("toxicity");
        assertThat(labels(Map.of("num_labels", 1, "problem_type", "multi_label_classification")))
                .containsExactly("LABEL_0");
        assertThat(labels(Map.of("num_labels", 2, "problem_type", "regression")))
                .containsExactly("LABEL_0", "LABEL_1");
    }

    private static List<String> labels(Map<String, ?> options) {
        return Labels.logits(config(options), Place.FIRST_TOKEN).labels();
    }

    private static Entries entries(Map<String, ?> options) {
        OutputKind kind = Labels.logits(config(options), Place.FIRST_TOKEN);
        assertThat(kind.name()).isEqualTo(OutputKind.LOGITS);
        assertThat(kind.labels()).hasSameSizeAs(Labels.read(config(options)));
        assertThat(kind.place()).isEqualTo(Place.FIRST_TOKEN);
        return kind.entries();
    }
}
