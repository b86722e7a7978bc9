// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.llama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lxt.explain.Explainer;
import org.lxt.explain.method.Method;
import org.lxt.explain.method.Propagation;
import org.lxt.explain.method.gradient.PathIntegral;
import org.lxt.explain.request.ExplainException;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.AnswerMatrix;
import org.lxt.explain.result.Attribution;
import org.lxt.explain.result.Closing;
import org.lxt.rules.RuleSet;
import org.lxt.samples.Sample;

/** Matrices of prompt and answer, against an explanation of each token by itself. */
class AnswerMatrixTest {
    private static final int ANSWER = 5;
    private static final int[] IDS = {3, 41, 27, 8, 66, 12, 30, 14, 9, 12, 55};
    private static final Prompt PROMPT = Prompt.ofIds(IDS).answeredFrom(ANSWER);

    private static Sample sample;
    private static Explainer explainer;

    @BeforeAll
    static void open() {
        sample = Sample.decoder();
        explainer = Explainer.builder(sample.folder()).backend("scalar-f64").open();
    }

    @AfterAll
    static void close() {
        explainer.close();
        sample.close();
    }

    static Stream<Method> methods() {
        return Stream.of(
                Propagation.of(RuleSet.ATTN_LRP),
                Propagation.of(RuleSet.CP_LRP),
                Propagation.of(RuleSet.ATTN_LRP).hops(2),
                PathIntegral.of(4));
    }

    private static List<Target> measured(Target target) {
        return List.of(target, target.logProbability(), target.minusRunnerUp(), target.minusMeanOfOthers());
    }

    @ParameterizedTest
    @MethodSource("methods")
    void eachRowIsTheExplanationOfItsTokenAlone(Method method) {
        Explainer by = explainer.using(method);
        List<Target> answers = measured(Target.answer());
        for (int measure = 0; measure < answers.size(); measure++) {
            AnswerMatrix matrix = by.matrix(PROMPT, answers.get(measure));
            assertThat(matrix.size()).isEqualTo(IDS.length - ANSWER);
            assertThat(matrix.answer()).isEqualTo(ANSWER);
            for (int row = 0; row < matrix.size(); row++) {
                int token = ANSWER + row;
                Target single = measured(Target.token(IDS[token]).at(token - 1)).get(measure);
                Attribution alone = by.explain(PROMPT, single);
                assertThat(matrix.token(row)).isEqualTo(token);
                assertThat(matrix.value(row)).isCloseTo(alone.value(), within(1e-9));
                assertThat(matrix.relevance(row)).containsExactly(alone.relevance(), within(1e-9));
                assertThat(matrix.absorbed(row))
                        .isEqualTo(matrix.rows().get(row).ledger().map(Closing::absorbed));
                assertThat(Arrays.stream(matrix.relevance(row)).skip(token).toArray())
                        .as("a row has nothing at its own token and after it")
                        .containsOnly(0);
            }
        }
    }

    @Test
    void rowsAddUpToTheirValuesAndColumnsToTheWholeAnswer() {
        for (Target target : measured(Target.answer())) {
            AnswerMatrix matrix = explainer.matrix(PROMPT, target);
            for (int row = 0; row < matrix.size(); row++) {
                double turnover = matrix.rows().get(row).ledger().orElseThrow().turnover();
                assertThat(matrix.total(row) + matrix.absorbed(row).orElseThrow())
                        .isCloseTo(matrix.value(row), within(1e-10 * (1 + turnover)));
            }
            Attribution whole = explainer.explain(PROMPT, target);
            double[] sums =
                    matrix.columns().stream().mapToDouble(t -> t.relevance()).toArray();
            assertThat(sums).containsExactly(whole.relevance(), within(1e-9));
            double values =
                    IntStream.range(0, matrix.size()).mapToDouble(matrix::value).sum();
            assertThat(values).isCloseTo(whole.value(), within(1e-9));
        }
    }

    @Test
    void aPartOfTheAnswerHasItsRowsAlone() {
        AnswerMatrix part = explainer.matrix(PROMPT, Target.span(ANSWER + 2, ANSWER + 4));
        AnswerMatrix whole = explainer.matrix(PROMPT, Target.answer());
        assertThat(part.size()).isEqualTo(2);
        assertThat(part.token(0)).isEqualTo(ANSWER + 2);
        assertThat(part.relevance(1)).containsExactly(whole.relevance(3), within(1e-9));
    }

    @Test
    void checkpointingChangesNothing() {
        try (Explainer frugal = Explainer.builder(sample.folder())
                .backend("scalar-f64")
                .checkpointing(true)
                .open()) {
            AnswerMatrix one = frugal.matrix(PROMPT, Target.answer());
            AnswerMatrix other = explainer.matrix(PROMPT, Target.answer());
            for (int row = 0; row < one.size(); row++) {
                assertThat(one.relevance(row)).isEqualTo(other.relevance(row));
            }
        }
    }

    @Test
    void asPlainDataTokensStandOnce() {
        AnswerMatrix matrix = explainer.matrix(PROMPT, Target.answer());
        assertThat(matrix.toMap()).containsOnlyKeys("matrix", "attributions");
        assertThat((List<?>) matrix.toMap().get("attributions"))
                .hasSize(6)
                .allSatisfy(row -> assertThat(((java.util.Map<?, ?>) row).get("relevance"))
                        .asInstanceOf(InstanceOfAssertFactories.LIST)
                        .hasSize(IDS.length))
                .noneSatisfy(row -> assertThat(((java.util.Map<?, ?>) row).containsKey("tokens"))
                        .isTrue());
        assertThat(matrix).hasToString("6 tokens of an answer, each from 11 tokens; attnlrp");
    }

    @Test
    void wrongUsesAreToldInASentence() {
        refused(() -> explainer.matrix(Prompt.ofIds(IDS), Target.answer()), "there is no answer to explain");
        refused(() -> explainer.matrix(PROMPT, Target.token(3).at(2)), "a row for each token of an answer");
        refused(() -> explainer.matrix(PROMPT, Target.sum(Target.answer())), "a row for each token of an answer");
        refused(() -> explainer.matrix(PROMPT, Target.span(9, 12)), "the prompt has 11 tokens");
        int[] tooLong = new int[explainer.sizes().maxPositions() + 1];
        refused(
                () -> explainer.matrix(Prompt.ofIds(tooLong).answeredFrom(4), Target.answer()),
                "the model was made for at most");
        refused(() -> AnswerMatrix.of(List.of()), "at least one explained token");
        Attribution next = explainer.explain(PROMPT, Target.topLogit());
        refused(() -> AnswerMatrix.of(List.of(next)), "explains the token that follows");
        List<Attribution> rows = explainer.matrix(PROMPT, Target.answer()).rows();
        refused(() -> AnswerMatrix.of(rows.reversed()), "one token after the other");
        refused(() -> AnswerMatrix.of(List.of(explainer.explain(PROMPT, Target.answer()))), "explains one token");
        Attribution other = explainer
                .under(RuleSet.CP_LRP)
                .matrix(PROMPT, Target.answer())
                .rows()
                .get(1);
        refused(() -> AnswerMatrix.of(List.of(rows.getFirst(), other)), "one prompt by one method");
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String words) {
        assertThatThrownBy(call).isInstanceOf(ExplainException.class).hasMessageContaining(words);
    }
}
