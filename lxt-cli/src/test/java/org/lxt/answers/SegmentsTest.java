// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lxt.explain.Explainer;
import org.lxt.explain.method.Propagation;
import org.lxt.explain.method.gradient.PathIntegral;
import org.lxt.explain.request.Detail;
import org.lxt.explain.request.ExplainException;
import org.lxt.explain.request.GenerationOptions;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Request;
import org.lxt.explain.request.Segment;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.Attribution;
import org.lxt.explain.result.Generation;
import org.lxt.explain.result.TokenRelevance;
import org.lxt.explain.words.SegmentLine;
import org.lxt.explain.words.Segments;
import org.lxt.explain.words.SentenceRelevance;
import org.lxt.explain.words.WordRelevance;
import org.lxt.rules.RuleSet;
import org.lxt.samples.Sample;

/** Parts of prompts through real models: every account of them closes. */
class SegmentsTest {
    private static final Path ORACLE = Path.of(System.getProperty("lxt.root"), "oracle");
    private static final String FACTS = "Given: m = 91. b = k. d = 40.";
    private static final String MORE = " p = m. k = d. r = 40.";
    private static final String QUESTION = " What is b?";
    private static final EnumSet<Detail> LEDGER = EnumSet.of(Detail.LEDGER);

    @TempDir
    Path folder;

    private static Prompt steps() {
        int more = FACTS.length();
        int question = more + MORE.length();
        return Prompt.of(FACTS + MORE + QUESTION)
                .segmented(List.of(
                        new Segment("facts", 0, more),
                        new Segment("facts", more, question - 7),
                        new Segment("question", question, question + QUESTION.length())));
    }

    private static List<Attribution> explain(Explainer by, Prompt prompt, Target... targets) {
        return by.explain(List.of(new Request(prompt, List.of(targets))), LEDGER)
                .getFirst();
    }

    /** Every token is in one line, at every level, and the lines add up. */
    private static Segments requireClosed(Attribution a, double tolerance) {
        Segments found = Segments.of(a);
        double turnover = a.ledger().orElseThrow().turnover();
        assertThat(found.lines().stream().mapToDouble(SegmentLine::relevance).sum())
                .isCloseTo(a.value(), within(tolerance * turnover));
        assertThat(found.rest()).isCloseTo(0, within(tolerance * turnover));
        assertThat(found.rest()).isCloseTo(a.ledger().orElseThrow().error(), within(1e-12 * turnover));
        double[] tokens = a.relevance();
        boolean[] seen = new boolean[tokens.length];
        for (SegmentLine line : found.lines()) {
            double sum = 0;
            int count = 0;
            for (SentenceRelevance sentence : line.sentences()) {
                double own = 0;
                for (int t = sentence.firstToken(); t <= sentence.lastToken(); t++) {
                    assertThat(seen[t]).isFalse();
                    seen[t] = true;
                    own += tokens[t];
                    count++;
                }
                assertThat(sentence.relevance()).isCloseTo(own, within(1e-12 * turnover));
                assertThat(sentence.words().stream()
                                .mapToDouble(WordRelevance::relevance)
                                .sum())
                        .isCloseTo(own, within(1e-12 * turnover));
                sum += own;
            }
            if (!line.sentences().isEmpty()) {
                assertThat(count).isEqualTo(line.tokens());
                assertThat(line.relevance()).isCloseTo(sum, within(1e-12 * turnover));
            }
        }
        int template = found.lines().stream()
                .filter(l -> l.kind() == SegmentLine.Kind.TEMPLATE)
                .mapToInt(SegmentLine::tokens)
                .sum();
        int outside = 0;
        for (boolean isSeen : seen) {
            outside += isSeen ? 0 : 1;
        }
        assertThat(outside).isEqualTo(template);
        return found;
    }

    /** Each character has the part that it is in; a token has that of its first character that is no space. */
    private static double byCharacters(Attribution a, Segment part) {
        double sum = 0;
        String text = a.prompt().orElseThrow();
        for (TokenRelevance token : a.tokens()) {
            String own = text.substring(token.start(), token.end());
            int at = token.start() + (own.length() - own.stripLeading().length());
            at = own.isBlank() ? token.start() : at;
            boolean has = at >= part.start() && at < part.end() && token.end() > token.start();
            sum += has ? token.relevance() : 0;
        }
        return sum;
    }

    @ParameterizedTest
    @CsvSource({"scalar-f64, 1e-10", "scalar, 1e-5"})
    void linesAddUpWithAndWithoutAnswersAndHops(String backend, double tolerance) {
        try (Sample sample = Sample.steps();
                Explainer explainer =
                        Explainer.builder(sample.folder()).backend(backend).open()) {
            Prompt prompt = steps();
            Attribution plain = explain(explainer, prompt, Target.topLogit()).getFirst();
            Segments found = requireClosed(plain, tolerance);
            List<Segment> parts = prompt.segments();
            for (int i = 0; i < parts.size(); i++) {
                SegmentLine line = found.lines().get(i);
                assertThat(line.kind()).isEqualTo(SegmentLine.Kind.SEGMENT);
                assertThat(line.name()).isEqualTo(parts.get(i).name());
                assertThat(line.relevance()).isCloseTo(byCharacters(plain, parts.get(i)), within(1e-9));
            }
            assertThat(found.lines().get(0).sentences())
                    .extracting(SentenceRelevance::text)
                    .containsExactly("Given: m = 91.", "b = k.", "d = 40.");
            assertThat(found.lines())
                    .extracting(SegmentLine::name)
                    .startsWith("facts", "facts", "question", "template");

            Generation answered = explainer.generate(prompt, GenerationOptions.greedy(24));
            for (Attribution a : explain(
                    explainer,
                    answered.prompt(),
                    Target.answer(),
                    Target.span(answered.promptTokens() + 6, answered.promptTokens() + 7))) {
                Segments once = requireClosed(a, tolerance);
                assertThat(once.lines()).extracting(SegmentLine::name).contains("facts", "question", "answer");
            }
            Explainer hops = explainer.using(Propagation.of(RuleSet.ATTN_LRP).hops(3));
            Attribution hopped = explain(
                            hops,
                            answered.prompt(),
                            Target.span(answered.promptTokens() + 6, answered.promptTokens() + 7))
                    .getFirst();
            Segments passed = requireClosed(hopped, tolerance);
            SegmentLine answer = passed.lines().stream()
                    .filter(l -> l.kind() == SegmentLine.Kind.ANSWER)
                    .findFirst()
                    .orElseThrow();
            assertThat(answer.hops()).hasSize(hopped.hops().size());
            assertThat(answer.hops().getLast()).isCloseTo(answer.relevance(), within(1e-9));
            assertThat(Math.abs(answer.relevance()))
                    .isLessThan(Math.abs(answer.hops().getFirst()));
        }
    }

    @Test
    void packedPromptsHaveThePartsThatTheyHaveAlone() {
        try (Sample sample = Sample.steps();
                Explainer explainer =
                        Explainer.builder(sample.folder()).backend("scalar-f64").open()) {
            Prompt other = Prompt.of("Given: a = 7. What is a?")
                    .segmented(List.of(new Segment("fact", 0, 13)))
                    .answered(" a = 7.");
            List<Request> requests = List.of(
                    new Request(steps(), List.of(Target.topLogit())), new Request(other, List.of(Target.answer())));
            List<List<Attribution>> together = explainer.explain(requests, LEDGER);
            for (int i = 0; i < requests.size(); i++) {
                Segments packed = requireClosed(together.get(i).getFirst(), 1e-10);
                Segments alone = Segments.of(explainer
                        .explain(List.of(requests.get(i)), LEDGER)
                        .getFirst()
                        .getFirst());
                assertThat(packed.lines())
                        .extracting(SegmentLine::name)
                        .isEqualTo(alone.lines().stream().map(SegmentLine::name).toList());
                for (int line = 0; line < alone.lines().size(); line++) {
                    assertThat(packed.lines().get(line).relevance())
                            .isCloseTo(alone.lines().get(line).relevance(), within(1e-8));
                }
            }
        }
    }

    /** Without named parts all of the prompt is one; special tokens around it are the template. */
    @Test
    void aPromptWithoutNamesIsOnePart() {
        try (Sample sample = Sample.decoder();
                Explainer explainer =
                        Explainer.builder(sample.folder()).backend("scalar-f64").open()) {
            Attribution a = explain(explainer, Prompt.of(sample.prompt()), Target.topLogit())
                    .getFirst();
            Segments found = requireClosed(a, 1e-10);
            assertThat(found.lines().get(0).name()).isEqualTo("prompt");
            assertThat(found.lines().get(1).name()).isEqualTo("template");
            assertThat(found.lines().get(1).tokens()).isEqualTo(1);
            Attribution integrated = explain(
                            explainer.using(PathIntegral.of(8)), Prompt.of(sample.prompt()), Target.topLogit())
                    .getFirst();
            Segments path = Segments.of(integrated);
            assertThat(path.lines().stream().mapToDouble(SegmentLine::relevance).sum())
                    .isCloseTo(integrated.value(), within(1e-9));
            assertThat(path.rest())
                    .isCloseTo(-integrated.convergence().orElseThrow().delta(), within(1e-9));
        }
    }

    /** What a tokenizer does not read back goes on as ids, and the names with it. */
    @Test
    void namesStayWithWhatIsGenerated() {
        try (Sample sample = Sample.steps();
                Explainer explainer =
                        Explainer.builder(sample.folder()).backend("scalar").open()) {
            Prompt ids = Prompt.ofIds(explainer
                    .tokenizer()
                    .orElseThrow()
                    .encode(FACTS + MORE + QUESTION, null, true)
                    .ids());
            Prompt named = ids.segmented(List.of(new Segment("facts", 1, 5), new Segment("rest", 5, 9)));
            Generation answered = explainer.generate(named, 4);
            assertThat(answered.prompt().segments()).isEqualTo(named.segments());
            Segments found = Segments.of(explainer.explain(answered.prompt(), Target.answer()));
            assertThat(found.lines()).extracting(SegmentLine::name).startsWith("facts", "rest", "template", "answer");
            assertThat(found.lines().get(0).sentences().getFirst().text()).startsWith("Given");
        }
    }

    private Path encoder(String name) throws IOException {
        Path source = ORACLE.resolve("cases").resolve(name);
        Files.writeString(
                folder.resolve("vocab.txt"), "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nthe\ncat\nmet\na\ndog\nwho\n.\n");
        for (String file : new String[] {"config.json", "model.safetensors"}) {
            Files.copy(source.resolve(file), folder.resolve(file));
        }
        return folder;
    }

    @Test
    void theTextsOfAPairAreParts() throws IOException {
        try (Explainer explainer = Explainer.builder(encoder("bert-question-answering"))
                .backend("scalar-f64")
                .open()) {
            Prompt pair = Prompt.ofPair("who met a dog", "the cat met a dog");
            for (Target target : List.of(
                    Target.topLogit().in("start_logits"), Target.topLogit().in("end_logits"))) {
                Attribution a = explain(explainer, pair, target).getFirst();
                Segments found = requireClosed(a, 1e-10);
                assertThat(found.lines()).extracting(SegmentLine::name).startsWith("prompt", "pair", "template");
                assertThat(found.lines()).extracting(SegmentLine::tokens).startsWith(4, 5, 3);
            }
            int second = "who met a dog\n".length();
            Prompt named = pair.segmented(List.of(
                    new Segment("question", 0, 13),
                    new Segment("subject", second, second + 7),
                    new Segment("event", second + 8, second + 17)));
            Segments found = requireClosed(
                    explain(explainer, named, Target.topLogit().in("end_logits"))
                            .getFirst(),
                    1e-10);
            assertThat(found.lines()).extracting(SegmentLine::tokens).startsWith(4, 2, 3, 3);
        }
    }

    @Test
    void aPartThatIsTooLongIsNamed() {
        try (Sample sample = Sample.decoder();
                Explainer explainer = Explainer.open(sample.folder())) {
            String document =
                    String.join(" ", Stream.generate(() -> "beans").limit(2_000).toList());
            Prompt prompt = Prompt.of(document + " Lars likes")
                    .segmented(List.of(
                            new Segment("beans.txt", 0, document.length()),
                            new Segment("question", document.length(), document.length() + 11)));
            assertThatThrownBy(() -> explainer.explain(prompt, Target.topLogit()))
                    .isInstanceOf(ExplainException.class)
                    .hasMessageMatching(
                            "the prompt has \\d+ tokens, \\d+ of them in 'beans\\.txt', but the model was made for at"
                                    + " most \\d+; shorten it");
        }
    }
}
