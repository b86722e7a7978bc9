// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.bert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lxt.explain.Explainer;
import org.lxt.explain.request.Detail;
import org.lxt.explain.request.ExplainException;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Request;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.Attribution;
import org.lxt.explain.result.Candidate;
import org.lxt.explain.result.Prediction;
import org.lxt.explain.result.TokenRelevance;
import org.lxt.rules.Activations;
import org.lxt.rules.Norms;
import org.lxt.rules.Patches;
import org.lxt.rules.RuleSet;
import org.lxt.spi.ModelPlugin;
import org.lxt.spi.OutputKind;
import org.lxt.spi.checkpoint.ModelException;
import org.lxt.spi.host.ModelMap;
import org.lxt.tensor.StrictModeException;
import org.lxt.testkit.family.Agreement;
import org.lxt.testkit.family.AvailableBackends;
import org.lxt.testkit.family.ChangedCase;
import tools.jackson.databind.node.ObjectNode;

/** Labels, pairs, masks, spans: what encoders answer, and how to ask why. */
class EncoderAnswersTest {
    /** Ids of this many tokens are within the vocabularies of all cases. */
    private static final String WORDS = "[PAD] [UNK] [CLS] [SEP] [MASK] the cat met a dog who";

    private static final Prompt TEXT = Prompt.ofIds(2, 5, 6, 7, 3);

    @TempDir
    Path folder;

    private Explainer open(String name, Consumer<ObjectNode> change) throws IOException {
        Files.writeString(folder.resolve("vocab.txt"), WORDS.replace(' ', '\n'));
        return Explainer.builder(new ChangedCase(Cases.of(name)).options(change).write(folder))
                .backend("scalar")
                .open();
    }

    private Explainer labelled(String... labels) throws IOException {
        return open("bert-classification", o -> {
            ObjectNode names = o.putObject("id2label");
            for (int i = 0; i < labels.length; i++) {
                names.put(Integer.toString(i), labels[i]);
            }
        });
    }

    @Test
    void aClassIsNamedByItsLabel() throws IOException {
        try (Explainer explainer = labelled("bad", "so-so", "GOOD")) {
            Attribution a = explainer.explain(TEXT, Target.label("good"));
            assertThat(a.target().text()).isEqualTo("GOOD");
            assertThat(a.target().id()).isEqualTo(2);
            assertThat(a.candidates()).extracting(Candidate::text).containsExactlyInAnyOrder("bad", "so-so", "GOOD");
            assertThat(a.candidates().stream()
                            .mapToDouble(Candidate::probability)
                            .sum())
                    .isCloseTo(1, within(1e-12));
            assertThat(a.relevance())
                    .isEqualTo(explainer.explain(TEXT, Target.token(2)).relevance());
            Attribution contrast = explainer.explain(TEXT, Target.label("GOOD").minus("bad"));
            assertThat(contrast.value()).isCloseTo(a.target().logit() - logit(a, "bad"), within(1e-6));
            assertThat(a.sees(0)).isTrue();
            assertThat(a.sees(4)).isTrue();
        }
    }

    private static double logit(Attribution a, String label) {
        return a.candidates().stream()
                .filter(c -> c.text().equals(label))
                .findFirst()
                .orElseThrow()
                .logit();
    }

    @Test
    void labelsOfOneNameAreToldApartByNumber() throws IOException {
        try (Explainer explainer = labelled("x", "X", "x")) {
            assertThat(explainer.explain(TEXT, Target.label("X")).target().id()).isEqualTo(1);
            assertThatThrownBy(() -> explainer.explain(TEXT, Target.label("x")))
                    .isInstanceOf(ExplainException.class)
                    .hasMessage("several labels are called 'x'; name one by its number");
        }
    }

    @ParameterizedTest
    @CsvSource({"multi_label_classification, true", "regression, false"})
    void classesThatDoNotExcludeEachOtherHaveTheirOwnProbability(String type, boolean probable) throws IOException {
        try (Explainer explainer = open("bert-classification", o -> o.put("problem_type", type))) {
            for (Candidate c : explainer.explain(TEXT, Target.topLogit()).candidates()) {
                double expected = probable ? 1 / (1 + Math.exp(-c.logit())) : Double.NaN;
                assertThat(c.probability()).isEqualTo(Double.valueOf(expected));
            }
        }
    }

    @Test
    void aPairIsReadWithItsTypesAndShownAsOneText() throws IOException {
        try (Explainer explainer = open("bert-classification-token-types", o -> {})) {
            Attribution a = explainer.explain(Prompt.ofPair("the cat", "met a dog"), Target.topLogit());
            assertThat(a.prompt()).contains("the cat\nmet a dog");
            assertThat(a.tokens())
                    .extracting(TokenRelevance::text)
                    .containsExactly("[CLS]", "the", "cat", "[SEP]", "met", "a", "dog", "[SEP]");
            for (TokenRelevance t : a.tokens()) {
                if (!t.special()) {
                    assertThat("the cat\nmet a dog".substring(t.start(), t.end()))
                            .isEqualTo(t.text());
                }
            }
            int[] ids = {2, 5, 6, 3, 7, 8, 9, 3};
            int[] positions = {0, 1, 2, 3, 4, 5, 6, 7};
            Prompt same = Prompt.ofIds(ids, positions, new int[] {0, 0, 0, 0, 1, 1, 1, 1});
            Prompt other = Prompt.ofIds(ids, positions, new int[8]);
            assertThat(a.relevance())
                    .isEqualTo(explainer.explain(same, Target.topLogit()).relevance())
                    .isNotEqualTo(explainer.explain(other, Target.topLogit()).relevance());
            Prompt unknown = Prompt.ofIds(ids, positions, new int[] {0, 0, 0, 0, 1, 1, 1, 2});
            assertThatThrownBy(() -> explainer.explain(unknown, Target.topLogit()))
                    .isInstanceOf(ModelException.class)
                    .hasMessageStartingWith(
                            "a token of the prompt has type 2, but the model knows the types 0 to 1 only");
        }
    }

    @Test
    void masksAreFoundByNumber() throws IOException {
        try (Explainer explainer = open("bert-masked-lm", o -> {})) {
            Prompt one = Prompt.of("the [MASK] met a dog");
            Prompt two = Prompt.of("the [MASK] met a [MASK]");
            assertThat(explainer.explain(one, Target.topLogit()).position()).isEqualTo(2);
            assertThat(explainer.explain(two, Target.topLogit().atMask(1)).position())
                    .isEqualTo(5);
            assertThat(explainer.predict(two)).extracting(Prediction::position).containsExactly(2, 5);
            assertRefused(explainer, two, Target.topLogit(), "the prompt has 2 mask tokens; say which one");
            assertRefused(explainer, two, Target.topLogit().atMask(2), "there is no mask 2: the prompt has 2");
            assertRefused(
                    explainer, Prompt.of("the cat"), Target.topLogit(), "has no mask token for the model to fill in");
            assertThatThrownBy(() -> explainer.generate(one, 3))
                    .isInstanceOf(ExplainException.class)
                    .hasMessageContaining("is no language model that reads from the left to the right");
            assertThatThrownBy(() -> explainer.matrix(Prompt.of("the cat").answered(" met"), Target.answer()))
                    .isInstanceOf(ExplainException.class)
                    .hasMessageContaining("can be explained only of a language model that says the next token");
        }
    }

    @Test
    void anAnswerBeginsAndEndsAtTokensOfThePrompt() throws IOException {
        try (Explainer explainer = open("bert-question-answering", o -> {})) {
            Prompt prompt = Prompt.ofPair("who met a dog", "the cat");
            List<Prediction> predictions = explainer.predict(prompt);
            assertThat(predictions).extracting(p -> p.output().name()).containsExactly("start_logits", "end_logits");
            for (Prediction p : predictions) {
                Attribution a = explainer.explain(prompt, p.target());
                assertThat(a.target()).isEqualTo(p.candidates().getFirst());
                assertThat(a.target().text())
                        .isEqualTo(a.tokens().get(a.target().id()).text());
            }
            Target cat = Target.token("cat").in("end_logits");
            assertThat(explainer.explain(prompt, cat).target().id()).isEqualTo(7);
            Attribution rather = explainer.explain(prompt, cat.minus(6));
            assertThat(rather.contrast().orElseThrow().tokens())
                    .extracting(Candidate::text)
                    .containsExactly("the");
            assertRefused(explainer, prompt, Target.token("[SEP]"), "the prompt has several tokens '[SEP]'");
            assertRefused(explainer, prompt, Target.topLogit().at(2), "one vector for the whole prompt");
            assertRefused(explainer, prompt, Target.topLogit().in("logits"), "it has: start_logits, end_logits");
        }
    }

    @Test
    void everyTokenHasALabel() throws IOException {
        try (Explainer explainer = open(
                "bert-token-classification",
                o -> o.putObject("id2label")
                        .put("0", "O")
                        .put("1", "B")
                        .put("2", "I")
                        .put("3", "O")
                        .put("4", "X"))) {
            List<Prediction> predictions = explainer.predict(Prompt.of("the cat met a dog"));
            assertThat(predictions).extracting(Prediction::position).containsExactly(1, 2, 3, 4, 5);
            assertThat(predictions)
                    .allSatisfy(p -> assertThat(p.says())
                            .isEqualTo(!p.candidates().getFirst().text().equals("O")));
            assertRefused(
                    explainer, TEXT, Target.topLogit(), "has a vector at each of the 5 tokens; give the position");
        }
    }

    @Test
    void unitsHaveNumbersOnly() throws IOException {
        try (Explainer explainer = open("bert-model", o -> {})) {
            Attribution a = explainer.explain(TEXT, Target.token(7).in("pooler_output"));
            assertThat(a.target().text()).isEqualTo("unit 7");
            assertThat(a.target().probability()).isNaN();
            assertThat(a.output().place()).isEqualTo(OutputKind.Place.FIRST_TOKEN);
            assertRefused(explainer, TEXT, Target.token("x").in("pooler_output"), "have no names");
            assertRefused(explainer, TEXT, Target.token(32).in("pooler_output"), "whose entries are 0 to 31");
            assertThatThrownBy(() -> explainer.predict(TEXT))
                    .isInstanceOf(ExplainException.class)
                    .hasMessageContaining("this model answers nothing by itself");
        }
    }

    private static void assertRefused(Explainer explainer, Prompt prompt, Target target, String message) {
        assertThatThrownBy(() -> explainer.explain(prompt, target))
                .isInstanceOf(ExplainException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({
        "bert-question-answering, start_logits",
        "bert-classification, logits",
        "roberta-classification, logits",
        "distilbert-question-answering, end_logits"
    })
    void packedPromptsGiveWhatSingleOnesGive(String name, String output) {
        AvailableBackends.assume("vector");
        List<Prompt> prompts =
                List.of(Prompt.ofIds(5, 6, 7, 8), Prompt.ofIds(9, 12, 14, 2, 40, 6, 7), Prompt.ofIds(11));
        Target target = Target.topLogit().in(output);
        try (Explainer explainer =
                Explainer.builder(Cases.of(name)).backend("vector").open()) {
            List<List<Attribution>> packed = explainer.explain(
                    prompts.stream().map(p -> new Request(p, List.of(target))).toList(), EnumSet.of(Detail.LEDGER));
            for (int i = 0; i < prompts.size(); i++) {
                Attribution single = explainer.explain(prompts.get(i), target);
                Agreement.assertAgree(packed.get(i).getFirst(), single);
            }
        }
    }

    @Test
    void strictModeNamesWhatHasNoRule() {
        assertStrict(Patches.attnLrp().toBuilder().norm(Norms.ORDINARY).build(), "'layer norm' at embeddings.norm ");
        assertStrict(
                Patches.attnLrp().toBuilder()
                        .activation((at, f, x) -> at.path().startsWith("pooler")
                                ? Activations.ORDINARY.apply(at, f, x)
                                : Activations.IDENTITY.apply(at, f, x))
                        .build(),
                "'tanh' at pooler.act ");
    }

    private static void assertStrict(Patches patches, String message) {
        ModelPlugin plugin = map -> map.family("bert")
                .architectures("BertForSequenceClassification")
                .patches(RuleSet.ATTN_LRP, patches)
                .options(Bert.KNOWN)
                .loader(Bert::load);
        try (Explainer explainer = Explainer.builder(Cases.of("bert-classification"))
                .models(ModelMap.of(List.of(plugin)))
                .open()) {
            assertThatThrownBy(() -> explainer.explain(TEXT, Target.topLogit()))
                    .isInstanceOf(StrictModeException.class)
                    .hasMessageContaining(message);
        }
    }

    @ParameterizedTest
    @CsvSource({"bert-classification, 40", "roberta-classification, 30", "distilbert-classification, 32"})
    void aPromptIsAsLongAsThereArePositions(String name, int positions) {
        try (Explainer explainer = Explainer.open(Cases.of(name))) {
            int[] ids =
                    java.util.stream.IntStream.range(0, positions).map(_ -> 9).toArray();
            assertThat(explainer.explain(Prompt.ofIds(ids), Target.topLogit()).tokens())
                    .hasSize(positions);
            int[] more = java.util.Arrays.copyOf(ids, positions + 1);
            assertRefused(explainer, Prompt.ofIds(more), Target.topLogit(), "was made for at most " + positions);
            Prompt beyond = Prompt.ofIds(new int[] {9}, new int[] {positions});
            assertThatThrownBy(() -> explainer.explain(beyond, Target.topLogit()))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("is at position " + positions + ", but the model has learned embeddings for"
                            + " positions 0 to " + (positions - 1) + " only");
        }
    }

    @Test
    void robertaHasNoPositionForPadding() {
        try (Explainer explainer = Explainer.open(Cases.of("roberta-classification"))) {
            assertThatThrownBy(() -> explainer.explain(Prompt.ofIds(5, 1, 7), Target.topLogit()))
                    .isInstanceOf(ModelException.class)
                    .hasMessage(
                            "the prompt holds the padding token (id 1), which has no position in this model; leave it out");
        }
    }
}
