// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.explain.Explainer;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.Attribution;
import org.lxt.spi.OutputKind;
import org.lxt.spi.checkpoint.ModelException;
import org.lxt.testkit.family.ChangedCase;
import org.lxt.testkit.family.ChangedCase.Values;

/** Layouts of names, tied heads, and tensors that are missing or that nobody asks for. */
class EncoderTensorsTest {
    private static final Values SCALAR = new Values(new long[] {1}, new float[] {1});

    @TempDir
    Path folder;

    private void assertRefused(String message) {
        assertThatThrownBy(() -> Explainer.open(folder).close())
                .isInstanceOf(ModelException.class)
                .hasMessageContaining(message);
    }

    private static Attribution explained(Path folder, Target target) {
        try (Explainer explainer = Explainer.builder(folder).backend("scalar").open()) {
            return explainer.explain(Prompt.ofIds(5, 9, 6, 77), target);
        }
    }

    private static void renamed(Map<String, Values> tensors, String from, String to) {
        Map<String, Values> copy = Map.copyOf(tensors);
        tensors.clear();
        copy.forEach((name, values) -> tensors.put(name.replaceFirst(from, to), values));
    }

    @ParameterizedTest
    @CsvSource({"bert-model, bert.", "roberta-model, roberta.", "mpnet-model, mpnet.", "distilbert-model, distilbert."})
    void theModelsNameMayStandBeforeTheNames(String name, String prefix) throws IOException {
        ChangedCase changed = new ChangedCase(Cases.of(name));
        Target target = Target.token(3).at(1);
        double[] expected = explained(changed.original(), target).relevance();
        changed.tensors(t -> renamed(t, "^", prefix));
        assertThat(explained(changed.write(folder), target).relevance()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bert-classification", "roberta-masked-lm", "mpnet-masked-lm", "distilbert-masked-lm"})
    void everyTensorIsMissedByName(String name) throws IOException {
        Map<String, Values> all = new TreeMap<>();
        new ChangedCase(Cases.of(name)).tensors(all::putAll);
        for (String tensor : all.keySet()) {
            new ChangedCase(Cases.of(name)).tensors(t -> t.remove(tensor)).write(folder);
            assertRefused("has no tensor '" + tensor + "'");
        }
    }

    @Test
    void aTensorThatNobodyAsksForIsRefusedByName() throws IOException {
        new ChangedCase(Cases.of("bert-classification"))
                .tensors(t -> t.put("bert.encoder.layer.1.attention.self.distance_embedding.weight", SCALAR))
                .write(folder);
        assertRefused("hold 1 tensor that the family 'bert' does not use with these options:"
                + " 'bert.encoder.layer.1.attention.self.distance_embedding.weight'");
    }

    @Test
    void headsOfOtherTasksAndNumberedPositionsAreHarmless() throws IOException {
        ChangedCase changed = new ChangedCase(Cases.of("bert-masked-lm"));
        Target target = Target.topLogit().at(2);
        double[] expected = explained(changed.original(), target).relevance();
        changed.tensors(t -> {
            t.put("bert.pooler.dense.weight", SCALAR);
            t.put("cls.seq_relationship.bias", SCALAR);
            t.put("bert.embeddings.position_ids", SCALAR);
        });
        assertThat(explained(changed.write(folder), target).relevance()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "bert-masked-lm, bert.embeddings.word_embeddings.weight, cls.predictions.decoder.weight",
        "roberta-masked-lm, roberta.embeddings.word_embeddings.weight, lm_head.decoder.weight",
        "mpnet-masked-lm, mpnet.embeddings.word_embeddings.weight, lm_head.decoder.weight",
        "distilbert-masked-lm, distilbert.embeddings.word_embeddings.weight, vocab_projector.weight"
    })
    void aTiedHeadMayBeStoredTwiceOrUnderEitherName(String name, String embedding, String head) throws IOException {
        ChangedCase changed = new ChangedCase(Cases.of(name));
        Target target = Target.token(8).at(2);
        Attribution one = explained(changed.original(), target);
        changed.tensors(t -> t.put(head, Objects.requireNonNull(t.get(embedding))));
        assertThat(explained(changed.write(folder), target).relevance()).isEqualTo(one.relevance());
        changed.tensors(
                t -> t.put(head, Objects.requireNonNull(t.get(embedding)).times(2)));
        assertThat(explained(changed.write(folder), target).target().logit())
                .isNotEqualTo(one.target().logit());
        changed.tensors(
                t -> t.put(head, Objects.requireNonNull(t.remove(embedding)).times(1)));
        changed.tensors(t -> t.put(head, Objects.requireNonNull(t.get(head))));
        assertThat(explained(changed.write(folder), target).relevance()).isEqualTo(one.relevance());
    }

    @Test
    void theDecodersBiasMayHaveItsOldName() throws IOException {
        ChangedCase changed = new ChangedCase(Cases.of("bert-masked-lm"));
        String name = "cls.predictions.bias";
        String old = "cls.predictions.decoder.bias";
        Target target = Target.token(8).at(2);
        double[] expected = explained(changed.original(), target).relevance();
        changed.tensors(t -> t.put(old, Objects.requireNonNull(t.get(name))));
        assertThat(explained(changed.write(folder), target).relevance()).isEqualTo(expected);
        changed.tensors(t -> t.put(old, Objects.requireNonNull(t.get(name)).times(2)))
                .write(folder);
        assertRefused("the tensors 'cls.predictions.bias' and 'cls.predictions.decoder.bias' are one bias, but hold"
                + " different values; remove the wrong one");
        changed.tensors(t -> t.put(old, Objects.requireNonNull(t.remove(name))));
        changed.tensors(t -> t.put(old, Objects.requireNonNull(t.get(old)).times(0.5f)));
        assertThat(explained(changed.write(folder), target).relevance()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"bert-model, pooler", "roberta-model, pooler", "mpnet-model, pooler"})
    void anEncoderMayHaveNoPooler(String name, String pooler) throws IOException {
        ChangedCase changed = new ChangedCase(Cases.of(name));
        Target target = Target.token(3).at(1);
        double[] expected = explained(changed.original(), target).relevance();
        changed.tensors(t -> t.keySet().removeIf(k -> k.startsWith(pooler))).write(folder);
        assertThat(explained(folder, target).relevance()).isEqualTo(expected);
        try (Explainer explainer = Explainer.open(folder)) {
            assertThat(explainer.outputs()).extracting(OutputKind::name).containsExactly("last_hidden_state");
        }
    }
}
