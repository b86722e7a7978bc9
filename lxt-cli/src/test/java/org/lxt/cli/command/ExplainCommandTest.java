// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.cli.Cli;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code lxt explain} where it explains. */
class ExplainCommandTest {
    @TempDir
    Path folder;

    @Test
    void withoutAnythingTheSampleIsExplained() {
        Cli run = Cli.run("explain").succeeds();
        assertThat(run.lines().getFirst()).startsWith("LlamaForCausalLM, attnlrp, ");
        assertThat(run.out())
                .contains("the 12 most relevant of 60 tokens, in their order")
                .containsPattern("39 +\" beans\" +\\+6\\.5\\d+ +\\++\n")
                .containsPattern("6 +\" a\" +-0\\.1\\d+ +-+\n")
                .containsPattern(
                        "explained {2}\"beans\" \\(id 662\\) after token 59: logit 15\\.4\\d+, probability 99\\.8%")
                .containsPattern("runners-up \" bread\" 7\\.9\\d")
                .containsPattern(
                        "ledger +15\\.4\\d+ explained = 15\\.\\d+ at the tokens \\+ 0\\.0\\d+ absorbed;\\s+nothing\\s+is\\s+missing\n")
                .doesNotContain("turnover", "closed to");
    }

    @Test
    void theJsonHoldsTheWholeExplanation() throws IOException {
        JsonNode root = json("explain");
        assertThat(root.propertyNames()).containsExactly("format", "version", "attributions");
        assertThat(root.path("format").asString()).isEqualTo("lxt-attribution");
        assertThat(root.path("version").asInt()).isEqualTo(1);
        assertThat(root.path("attributions").size()).isEqualTo(1);

        JsonNode a = root.path("attributions").get(0);
        assertThat(a.propertyNames())
                .containsExactlyInAnyOrder(
                        "model",
                        "rules",
                        "prompt",
                        "output",
                        "position",
                        "target",
                        "value",
                        "candidates",
                        "tokens",
                        "latent",
                        "ledger",
                        "seconds");
        JsonNode model = a.path("model");
        assertThat(model.path("checkpoint").asString()).isEqualTo("sample decoder");
        assertThat(model.path("architectures").get(0).asString()).isEqualTo("LlamaForCausalLM");
        assertThat(model.path("family").asString()).isEqualTo("llama");
        // a jar's name, or that of the folder of classes while Maven tests
        assertThat(model.path("plugin").asString()).matches("lxt-models-llama.*\\.jar|classes");
        assertThat(model.path("backend").asString()).isNotEmpty();
        assertThat(a.path("rules").asString()).isEqualTo("attnlrp");
        assertThat(a.path("position").asInt()).isEqualTo(59);
        assertThat(a.path("target").path("id").asInt()).isEqualTo(662);
        assertThat(a.path("target").path("probability").asDouble()).isBetween(0.99, 1.0);
        assertThat(a.path("candidates").size()).isEqualTo(5);
        assertThat(a.path("candidates").get(0)).isEqualTo(a.path("target"));
        assertThat(a.path("latent").size()).isEqualTo(5);
        assertThat(a.path("latent").get(0).path("site").asString()).isEqualTo("layers.0");
        assertThat(a.path("latent").get(0).path("relevance").size()).isEqualTo(60);
    }

    @Test
    void theRelevanceOfTheTokensIsWhatTheLedgerSaysReachedThem() throws IOException {
        JsonNode a = json("explain").path("attributions").get(0);
        JsonNode ledger = a.path("ledger");
        double tokens = a.path("tokens")
                .valueStream()
                .mapToDouble(t -> t.path("relevance").asDouble())
                .sum();
        double entries = ledger.path("entries")
                .valueStream()
                .mapToDouble(e -> e.path("amount").asDouble())
                .sum();
        double value = a.path("value").asDouble();
        assertThat(value).isGreaterThan(15);
        assertThat(tokens).isCloseTo(ledger.path("inputs").asDouble(), within(1e-4));
        assertThat(entries).isCloseTo(ledger.path("absorbed").asDouble(), within(1e-9));
        assertThat(ledger.path("value").asDouble()).isEqualTo(value);
        assertThat(ledger.path("inputs").asDouble() + ledger.path("absorbed").asDouble())
                .isCloseTo(value, within(1e-4));
    }

    @Test
    void theTokensOfTheJsonPointIntoThePrompt() throws IOException {
        JsonNode a = json("explain", "Lars likes \ud83c\udf3d corn.")
                .path("attributions")
                .get(0);
        String prompt = a.path("prompt").asString();
        assertThat(prompt).isEqualTo("Lars likes \ud83c\udf3d corn.");
        JsonNode first = a.path("tokens").get(0);
        assertThat(first.path("special").asBoolean()).isTrue();
        List<String> spans = new ArrayList<>();
        a.path("tokens")
                .valueStream()
                .filter(t -> !t.path("special").asBoolean())
                .forEach(t -> spans.add(
                        prompt.substring(t.path("start").asInt(), t.path("end").asInt())));
        assertThat(spans).first().isEqualTo("L");
        assertThat(spans).last().isEqualTo(".");
        assertThat(a.path("tokens").get(2).path("start").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cp-lrp", "gradient"})
    void otherRulesAreUsedAndNamed(String rules) throws IOException {
        Cli run = Cli.run("explain", "--rules", rules).succeeds();
        assertThat(run.lines().getFirst()).contains(", " + rules + ", ");
        JsonNode other = json("explain", "--rules", rules).path("attributions").get(0);
        JsonNode attnLrp =
                json("explain", "--rules", "attnlrp").path("attributions").get(0);
        assertThat(other.path("rules").asString()).isEqualTo(rules);
        assertThat(other.path("value").asDouble())
                .isEqualTo(attnLrp.path("value").asDouble());
        assertThat(relevance(other, 39)).isNotCloseTo(relevance(attnLrp, 39), within(1e-3));
    }

    @Test
    void aTargetIsNamedByTextOrById() throws IOException {
        JsonNode byText =
                json("explain", "--target", " bread").path("attributions").get(0);
        assertThat(byText.path("target").path("text").asString()).isEqualTo(" bread");
        assertThat(byText.path("value").asDouble()).isCloseTo(7.97, within(0.01));
        JsonNode beans = json("explain", "--target", "662").path("attributions").get(0);
        assertThat(beans.path("target").path("text").asString()).isEqualTo(" beans");
    }

    @Test
    void aNumberIsATokenOfDigitsWhenItIsCalledText() throws IOException {
        JsonNode digit =
                json("explain", "--target", "text:8").path("attributions").get(0);
        assertThat(digit.path("target").path("text").asString()).isEqualTo("8");
        assertThat(digit.path("target").path("id").asInt()).isNotEqualTo(8);
    }

    @Test
    void severalTargetsGiveOneExplanationEachInTheirOrder() throws IOException {
        Cli run = Cli.run("explain", "--target", " bread", "--target", "662").succeeds();
        assertThat(run.lines().stream().filter(l -> l.startsWith("explained  ")))
                .satisfiesExactly(
                        first -> assertThat(first).contains("\"bread\""),
                        second -> assertThat(second).contains("\"beans\" (id 662)"));
        JsonNode all = json("explain", "--target", " bread", "--target", "662").path("attributions");
        JsonNode alone = json("explain", "--target", "662").path("attributions").get(0);
        assertThat(all.size()).isEqualTo(2);
        assertThat(relevance(all.get(1), 39)).isCloseTo(relevance(alone, 39), within(1e-4));
    }

    @Test
    void aContrastExplainsTheAdvantage() throws IOException {
        Cli run = Cli.run("explain", "--contrast", " bread").succeeds();
        assertThat(run.out())
                .containsPattern("\"beans\" .*,\\s+advantage 7\\.4\\d+ over \"bread\"")
                .containsPattern("at the tokens - 0\\.\\d+ absorbed;");
        JsonNode a =
                json("explain", "--contrast", " bread").path("attributions").get(0);
        double bread = a.path("candidates").get(1).path("logit").asDouble();
        assertThat(a.path("candidates").get(1).path("text").asString()).isEqualTo(" bread");
        assertThat(a.path("value").asDouble())
                .isCloseTo(a.path("target").path("logit").asDouble() - bread, within(1e-4));
    }

    @Test
    void aContrastWithAllOthersExplainsTheAdvantageOverTheirMean() throws IOException {
        JsonNode a =
                json("explain", "--contrast", "others").path("attributions").get(0);
        assertThat(a.path("value").asDouble())
                .isNotCloseTo(a.path("target").path("logit").asDouble(), within(1e-3));
    }

    @Test
    void aPositionCountsFromTheStartOrFromTheEnd() throws IOException {
        JsonNode fromStart =
                json("explain", "--position", "57").path("attributions").get(0);
        JsonNode fromEnd =
                json("explain", "--position", "-3").path("attributions").get(0);
        assertThat(fromStart.path("position").asInt()).isEqualTo(57);
        assertThat(fromEnd.path("target")).isEqualTo(fromStart.path("target"));
        assertThat(fromEnd.path("tokens")).isEqualTo(fromStart.path("tokens"));
        assertThat(relevance(fromStart, 58)).isZero();
        assertThat(relevance(fromStart, 57)).isNotZero();
    }

    @Test
    void checkpointingChangesNothing() throws IOException {
        JsonNode usual = json("explain").path("attributions").get(0);
        JsonNode twice = json("explain", "--checkpointing").path("attributions").get(0);
        assertThat(twice.path("tokens")).isEqualTo(usual.path("tokens"));
    }

    @Test
    void theBackendIsTheOneAskedFor() {
        Cli run = Cli.run("explain", "--backend", "scalar-f64", "--threads", "1", "Lars likes")
                .succeeds();
        assertThat(run.lines().getFirst()).contains("scalar-f64").contains("1 thread");
    }

    @Test
    void theJsonReplacesAnOlderFileAndLeavesNoOther() throws IOException {
        Path file = folder.resolve("why.json");
        Files.writeString(file, "older");
        Cli run = Cli.run("explain", "--json", file, "Lars likes").succeeds();
        assertThat(run.lines().getLast()).isEqualTo("written to " + file);
        assertThat(Files.readString(file)).startsWith("{").endsWith("}\n");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    /** A device or a link to one must be written to: replaced, it would be gone for everybody. */
    @Test
    void aLinkIsWrittenThrough() throws IOException {
        Path file = Files.createFile(folder.resolve("why.json"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        Cli.run("explain", "--json", link, "Lars likes").succeeds();
        assertThat(link).isSymbolicLink();
        assertThat(Files.readString(file)).startsWith("{");
        Files.delete(link);
    }

    @Test
    void helpAndVersionAreAnswered() {
        assertThat(Cli.run("--help").succeeds().out()).contains("explain", "check");
        assertThat(Cli.run("explain", "--help").succeeds().out()).contains("--contrast", "Exit codes");
        assertThat(Cli.run("--version").succeeds().out()).startsWith("lxt ");
    }

    private JsonNode json(String... args) throws IOException {
        Path file = folder.resolve("explanation.json");
        List<Object> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--json", file));
        Cli.run(all.toArray()).succeeds();
        return JsonMapper.builder().build().readTree(Files.readString(file));
    }

    private static double relevance(JsonNode attribution, int token) {
        return attribution.path("tokens").get(token).path("relevance").asDouble();
    }
}
