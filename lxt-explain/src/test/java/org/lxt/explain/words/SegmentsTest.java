// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lxt.explain.method.Convergence;
import org.lxt.explain.request.ExplainException;
import org.lxt.explain.result.Closing;
import org.lxt.explain.result.Hop;
import org.lxt.explain.result.SegmentSpan;
import org.lxt.explain.result.TokenRelevance;
import org.lxt.tensor.Ledger;
import org.lxt.tensor.Site;

/** Explanations by parts of their prompts. */
class SegmentsTest {
    private static final String TEXT = "Sun is hot. Ice is not. Q: which? Sun.";

    private final List<TokenRelevance> tokens = new ArrayList<>();

    private void token(int start, int end, double relevance) {
        boolean special = start == end;
        String text = special ? "<s>" : TEXT.substring(start, end);
        tokens.add(new TokenRelevance(tokens.size(), 7, text, start, end, special, relevance));
    }

    private Segments.Source source(List<SegmentSpan> spans, int answer, List<Hop> hops, Closing ledger) {
        return new Segments.Source(TEXT, tokens, spans, answer, hops, 10, ledger, null);
    }

    private void prompt() {
        token(0, 0, 0.5);
        token(0, 3, 1); // Sun
        token(3, 10, 2); // is hot
        token(10, 11, 0.25);
        token(11, 15, -1); // Ice
        token(15, 22, 4); // is not
        token(22, 24, 0.125); // ". " straddles
        token(24, 26, 1.5); // Q:
        token(26, 33, 1); // which?
    }

    private static final SegmentSpan FACTS = new SegmentSpan("facts", 0, 23, 1, 7);
    private static final SegmentSpan QUESTION = new SegmentSpan("question", 26, 33, 8, 9);

    @Test
    void partsHaveSentencesThatHaveWords() {
        prompt();
        Segments found = Segments.of(source(List.of(FACTS, QUESTION), 9, List.of(), null));
        assertThat(found.lines())
                .extracting(SegmentLine::kind)
                .containsExactly(
                        SegmentLine.Kind.SEGMENT,
                        SegmentLine.Kind.SEGMENT,
                        SegmentLine.Kind.TEMPLATE,
                        SegmentLine.Kind.REST);
        SegmentLine facts = found.lines().getFirst();
        assertThat(facts.relevance()).isEqualTo(6.375);
        assertThat(facts.tokens()).isEqualTo(6);
        assertThat(facts.sentences())
                .extracting(SentenceRelevance::text, SentenceRelevance::relevance)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("Sun is hot.", 3.25),
                        org.assertj.core.groups.Tuple.tuple("Ice is not.", 3.125));
        assertThat(facts.sentences().getFirst().words())
                .extracting(WordRelevance::text)
                .containsExactly("Sun", " is hot", ".");
        assertThat(found.lines().get(2).relevance()).isEqualTo(2.0);
        assertThat(found.of("question")).isEqualTo(1);
        assertThat(found.rest()).isEqualTo(10 - 6.375 - 1 - 2.0);
        assertThat(found.lines().getLast().name()).isEqualTo("not accounted for");
    }

    @Test
    void theLedgerHasALineForEachCauseAndClosesTheAccount() {
        prompt();
        Closing ledger = new Closing(
                10,
                9.375,
                List.of(
                        new Closing.Entry(Site.of("a"), "linear", Ledger.Cause.BIAS, 0.5),
                        new Closing.Entry(Site.of("b"), "softmax", Ledger.Cause.SOFTMAX, 0.25),
                        new Closing.Entry(Site.of("c"), "linear", Ledger.Cause.BIAS, -0.125)));
        Segments found = Segments.of(source(List.of(), 9, List.of(), ledger));
        assertThat(found.lines())
                .extracting(SegmentLine::name)
                .containsExactly("prompt", "template", "bias", "softmax", "closing error");
        assertThat(found.lines().get(2).relevance()).isEqualTo(0.375);
        assertThat(found.rest()).isCloseTo(10 - 9.375 - 0.625, within(1e-12));
        assertThat(found.lines().stream().mapToDouble(SegmentLine::relevance).sum())
                .isCloseTo(10, within(1e-12));
    }

    @Test
    void theAnswerIsAPartThatHopsEmpty() {
        prompt();
        token(33, 38, 0.75); // the answer
        double[] first = {0, 1, 1, 0, 0, 0, 0, 0, 0, 6};
        double[] second = {0.5, 0, 1, 0.25, -1, 4, 0.125, 1.5, 1, 0.75};
        List<Hop> hops = List.of(new Hop(first, 2, List.of()), new Hop(second, 1, List.of()));
        Segments found = Segments.of(source(List.of(FACTS, QUESTION), 9, hops, null));
        SegmentLine answer = found.lines().get(3);
        assertThat(answer.kind()).isEqualTo(SegmentLine.Kind.ANSWER);
        assertThat(answer.hops()).containsExactly(6.0, 0.75);
        assertThat(answer.sentences()).extracting(SentenceRelevance::text).containsExactly("Sun.");
        assertThat(found.lines().getFirst().hops()).containsExactly(2.0, 6.375);
    }

    @Test
    void aMethodWithABaselineHasALineForIt() {
        prompt();
        Convergence account = new Convergence(0.25, 10, 9.375);
        Segments found = Segments.of(new Segments.Source(TEXT, tokens, List.of(), 9, List.of(), 10, null, account));
        assertThat(found.lines())
                .extracting(SegmentLine::name)
                .containsExactly("prompt", "template", "baseline", "left over");
        assertThat(found.rest()).isEqualTo(0.375);
    }

    @Test
    void aPartWithoutATokenOfItsOwnHasNothing() {
        prompt();
        SegmentSpan stop = new SegmentSpan("stop", 23, 24, 7, 7);
        SegmentLine line = Segments.of(source(List.of(FACTS, stop, QUESTION), 9, List.of(), null))
                .lines()
                .get(1);
        assertThat(line.tokens()).isZero();
        assertThat(line.relevance()).isZero();
        assertThat(line.sentences()).isEmpty();
    }

    @Test
    void sentencesOfIdsAreReadFromTheTextsOfTheirTokens() {
        for (String text : new String[] {"One", " sun", ".", " Two", "!"}) {
            tokens.add(new TokenRelevance(tokens.size(), 7, text, 0, 0, false, 1));
        }
        Segments found = Segments.of(new Segments.Source(
                null, tokens, List.of(new SegmentSpan("x", 0, 0, 0, 5)), 5, List.of(), 5, null, null));
        assertThat(found.lines().getFirst().sentences())
                .extracting(SentenceRelevance::text)
                .containsExactly("One sun.", "Two!");
    }

    @Test
    void aNameThatIsNotThereIsRefused() {
        prompt();
        Segments found = Segments.of(source(List.of(FACTS, QUESTION), 9, List.of(), null));
        assertThatThrownBy(() -> found.of("system"))
                .isInstanceOf(ExplainException.class)
                .hasMessage("there is no segment 'system'; there are 'facts', 'question'");
    }
}
