// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.llama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.explain.Explainer;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.Attribution;
import org.lxt.explain.result.Generation;
import org.lxt.explain.result.TokenRelevance;
import org.lxt.rules.RuleSet;
import org.lxt.samples.Sample;
import org.lxt.testkit.family.AvailableBackends;
import org.lxt.tokenizers.Tokenizer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The sample that answers in steps: its known evidence, what it says, and what the Python LXT said about it. */
class StepsSampleTest {
    private static final Path REFERENCE =
            Path.of(System.getProperty("lxt.root"), "oracle", "sample-steps", "reference.jsonl");
    private static final double BOUND = 1e-4;
    private static final Pattern STATEMENT = Pattern.compile("([a-z]) = ([a-z]|\\d\\d)\\.");

    /** More tokens than any answer has. */
    private static final int ENOUGH = 20;

    private static final int GENERATED = 24;

    private static Sample sample;
    private static Explainer explainer;
    private static List<JsonNode> known;

    @BeforeAll
    static void open() throws IOException {
        sample = Sample.steps();
        explainer = Explainer.open(sample.folder());
        known = lines(sample.folder().resolve("evidence.jsonl"));
    }

    @AfterAll
    static void close() {
        explainer.close();
        sample.close();
        assertThat(sample.folder()).doesNotExist();
    }

    @Test
    void theEvidenceIsTheOneChainThatLeadsFromTheQuestionToTheAnswer() {
        assertThat(known).hasSize(300);
        Set<Integer> lengths = new TreeSet<>();
        for (JsonNode line : known) {
            String prompt = line.path("prompt").asString();
            List<MatchResult> statements = STATEMENT.matcher(prompt).results().toList();
            String name = prompt.replaceFirst(".*What is ([a-z])\\?$", "$1");
            StringBuilder answer = new StringBuilder(" ").append(name);
            List<String> chain = new ArrayList<>();
            while (name.length() == 1) {
                String left = name;
                List<MatchResult> next =
                        statements.stream().filter(s -> s.group(1).equals(left)).toList();
                assertThat(next).as(prompt).hasSize(1);
                chain.add(next.getFirst().group());
                name = next.getFirst().group(2);
                answer.append(" = ").append(name);
            }
            answer.append(". So ").append(name).append('.');
            assertThat(line.path("answer").asString()).isEqualTo(answer.toString());
            assertThat(line.path("evidence").path("chain").valueStream())
                    .extracting(span ->
                            prompt.substring(span.get(0).asInt(), span.get(1).asInt()))
                    .isEqualTo(chain);
            lengths.add(chain.size());
        }
        assertThat(lengths).containsExactly(2, 3, 4, 5);
    }

    @Test
    void theModelWritesTheChainAndEnds() {
        for (JsonNode line : known.subList(0, GENERATED)) {
            String prompt = line.path("prompt").asString();
            assertThat(said(prompt)).isEqualTo(line.path("answer").asString());
        }
        assertThat(said(sample.prompt())).startsWith(sample.opening() + " ").endsWith(" 40.");
    }

    /** What its words say, true or not, is what it goes by. */
    @ParameterizedTest
    @CsvSource({
        "' b = k = d = 77. So', ' 77.'",
        "' b = k = d = 13. So', ' 13.'",
        "' b = k = m =', ' 91. So 91.'",
        "' b = p =', ' m = 91. So 91.'"
    })
    void aWrongWordIsFollowed(String begun, String rest) {
        assertThat(said(sample.prompt() + begun)).isEqualTo(rest);
    }

    @Test
    void everyWordIsATokenAndAllTextComesBack() {
        Tokenizer tokenizer = explainer.tokenizer().orElseThrow();
        for (JsonNode line : known) {
            String text = line.path("prompt").asString() + line.path("answer").asString();
            int[] ids = tokenizer.encode(text).ids();
            assertThat(tokenizer.decode(ids, true)).isEqualTo(text);
            // the begin of the text, an assigned variable with its sign, and each run of letters, digits or signs
            long words = Pattern.compile(" [a-z] =| ?(\\pL+|\\d+|[^\\pL\\d ]+)")
                    .matcher(text)
                    .results()
                    .count();
            assertThat(ids).hasSize(1 + (int) words);
        }
        String other = "Größe:\t«x»\n 7 \ud83c\udf3d";
        assertThat(tokenizer.decode(tokenizer.encode(other).ids(), true)).isEqualTo(other);
    }

    @Test
    void theLastWordComesFromItsOwnWords() {
        Attribution a = explainer.explain(Prompt.of(sample.prompt() + sample.opening()), Target.topLogit());
        assertThat(a.target().text()).isEqualTo(" 40");
        TokenRelevance most = a.tokens().stream()
                .max((x, y) -> Double.compare(x.relevance(), y.relevance()))
                .orElseThrow();
        assertThat(most.text()).isEqualTo(" 40");
        assertThat(most.start()).isGreaterThan(sample.prompt().length());
    }

    @ParameterizedTest
    @ValueSource(strings = {"scalar", "vector"})
    void everyTokenOfTheAnswersHasTheRelevanceOfTheReference(String backend) throws IOException {
        AvailableBackends.assume(backend);
        int compared = 0;
        for (RuleSet rules : List.of(RuleSet.ATTN_LRP, RuleSet.CP_LRP, RuleSet.GRADIENT)) {
            try (Explainer each = Explainer.builder(sample.folder())
                    .rules(rules)
                    .backend(backend)
                    .open()) {
                for (JsonNode line : lines(REFERENCE)) {
                    if (line.path("rules").asString().equals(rules.name())) {
                        compared += compare(each, line);
                    }
                }
            }
        }
        // of chains of 2 to 5 statements, under three rule sets
        assertThat(compared).isEqualTo(3 * (7 + 8 + 9 + 10));
    }

    private static int compare(Explainer each, JsonNode line) {
        List<JsonNode> explained = line.path("explained").valueStream().toList();
        List<Target> targets = explained.stream()
                .map(e -> Target.token(e.path("target").asInt())
                        .at(e.path("position").asInt()))
                .toList();
        List<Attribution> all = each.explain(Prompt.of(line.path("prompt").asString()), targets);
        for (int i = 0; i < all.size(); i++) {
            JsonNode expected = explained.get(i);
            Attribution a = all.get(i);
            assertThat(a.tokens().stream().map(TokenRelevance::id))
                    .containsExactlyElementsOf(
                            line.path("ids").valueStream().map(JsonNode::asInt).toList());
            assertThat(a.target().logit()).isCloseTo(expected.path("logit").asDouble(), within(BOUND));
            double[] wanted = Arrays.copyOf(
                    expected.path("relevance")
                            .valueStream()
                            .mapToDouble(JsonNode::asDouble)
                            .toArray(),
                    a.tokens().size());
            double scale = Arrays.stream(wanted).map(Math::abs).max().orElseThrow();
            assertThat(a.relevance()).containsExactly(wanted, within(BOUND * scale));
        }
        return all.size();
    }

    private static String said(String prompt) {
        Generation generation = explainer.generate(Prompt.of(prompt), ENOUGH);
        assertThat(generation.ended()).isTrue();
        return explainer.tokenizer().orElseThrow().decode(generation.generated(), true);
    }

    private static List<JsonNode> lines(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(JsonMapper.shared()::readTree)
                .toList();
    }
}
