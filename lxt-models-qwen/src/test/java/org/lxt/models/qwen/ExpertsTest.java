// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.qwen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lxt.checkpoint.Checkpoint;
import org.lxt.explain.Explainer;
import org.lxt.explain.ExplainerBuilder;
import org.lxt.explain.request.Detail;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Request;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.Attribution;
import org.lxt.rules.RuleSet;
import org.lxt.rules.composite.Composite;
import org.lxt.rules.composite.LayerRule;
import org.lxt.spi.Model;
import org.lxt.spi.ModelFamily;
import org.lxt.spi.ModelInput;
import org.lxt.spi.ModelOutput;
import org.lxt.spi.Run;
import org.lxt.spi.checkpoint.Weights;
import org.lxt.tensor.Scope;
import org.lxt.tensor.ScopeOptions;
import org.lxt.tensor.Seed;
import org.lxt.tensor.backend.Backend;
import org.lxt.tensor.backend.BackendOptions;
import org.lxt.tensor.backend.Backends;
import org.lxt.tensor.rows.PackedRows;
import org.lxt.tensor.weight.Encoding;
import org.lxt.tensor.weight.Weight;
import org.lxt.testkit.cases.CaseRunner;
import org.lxt.testkit.cases.OracleCase;
import org.lxt.testkit.family.AvailableBackends;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Which experts mattered, by what hooks in the reference saw; and that the others are left alone. */
class ExpertsTest {
    private static final Prompt PROMPT = Prompt.ofIds(3, 41, 27, 8, 66);

    @ParameterizedTest
    @ValueSource(strings = {"scalar-f64", "vector"})
    void theRelevanceOfEachExpertIsThatOfTheReference(String backend) throws IOException {
        AvailableBackends.assume(backend);
        int compared = 0;
        for (var byCase : expected().entrySet()) {
            List<Attribution> attributions = new CaseRunner(backend, 2)
                    .run(OracleCase.read(Cases.of(byCase.getKey())))
                    .attributions();
            for (int i = 0; i < attributions.size(); i++) {
                compared += compare(attributions.get(i), byCase.getValue(), i);
            }
        }
        assertThat(compared).isEqualTo(131);
    }

    private static TreeMap<String, List<JsonNode>> expected() throws IOException {
        TreeMap<String, List<JsonNode>> rows = new TreeMap<>();
        try (InputStream in = ExpertsTest.class.getResourceAsStream("experts.json")) {
            for (JsonNode row : JsonMapper.shared().readTree(in)) {
                rows.computeIfAbsent(row.path("case").asString(), c -> new ArrayList<>())
                        .add(row);
            }
        }
        return rows;
    }

    private static int compare(Attribution actual, List<JsonNode> rows, int explanation) {
        List<JsonNode> expected = rows.stream()
                .filter(r -> r.path("explanation").asInt() == explanation)
                .toList();
        assertThat(actual.experts())
                .extracting(e -> e.site().path() + " " + e.expert() + " " + e.tokens())
                .containsExactlyElementsOf(expected.stream()
                        .map(r -> "layers." + r.path("layer").asInt() + ".mlp.experts "
                                + r.path("expert").asInt() + " "
                                + r.path("tokens").asInt())
                        .toList());
        double scale = expected.stream()
                .mapToDouble(r -> Math.abs(r.path("relevance").asDouble()))
                .max()
                .orElseThrow();
        for (int i = 0; i < expected.size(); i++) {
            double difference = actual.experts().get(i).relevance()
                    - expected.get(i).path("relevance").asDouble();
            assertThat(Math.abs(difference) / scale)
                    .as("%s of %s", actual.experts().get(i), actual.model())
                    .isLessThan(1e-5);
        }
        return expected.size();
    }

    @Test
    void expertsAreToldOnlyWhereThereAreAnyAndOnlyOnRequest() {
        try (Explainer mixture = Explainer.open(Cases.of("qwen3_moe-norm-topk"));
                Explainer plain = Explainer.open(Cases.of("qwen3-qk-norm"))) {
            assertThat(mixture.explain(PROMPT, Target.topLogit()).experts()).isNotEmpty();
            assertThat(plain.explain(PROMPT, Target.topLogit()).experts()).isEmpty();
            List<Request> request = List.of(new Request(PROMPT, List.of(Target.topLogit())));
            assertThat(mixture.explain(request, EnumSet.of(Detail.LEDGER))
                            .getFirst()
                            .getFirst()
                            .experts())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"scalar-f64", "vector"})
    void underARuleALayerThatIsComputedAgainGivesTheSame(String backend) {
        ExplainerBuilder builder = Explainer.builder(Cases.of("qwen3_moe-norm-topk"))
                .backend(backend)
                .composite(Composite.builder().linears(LayerRule.gamma(0.25)).build());
        try (Explainer kept = builder.open();
                Explainer again = builder.checkpointing(true).open()) {
            Attribution expected = kept.explain(PROMPT, Target.topLogit());
            Attribution actual = again.explain(PROMPT, Target.topLogit());
            assertThat(actual.relevance()).isEqualTo(expected.relevance());
            assertThat(actual.experts()).isNotEmpty().isEqualTo(expected.experts());
        }
    }

    @Test
    void theLedgerTellsWhichExpertTheRuleOfALayerTookFrom() {
        try (Explainer explainer = Explainer.builder(Cases.of("qwen3_moe-norm-topk"))
                .backend("scalar-f64")
                .composite(Composite.builder()
                        .name("layers.1.mlp.experts.**", LayerRule.epsilon(0.5))
                        .build())
                .open()) {
            Attribution attribution = explainer.explain(PROMPT, Target.topLogit());
            Set<String> used = attribution.experts().stream()
                    .filter(e -> e.site().path().equals("layers.1.mlp.experts"))
                    .map(e -> "layers.1.mlp.experts." + e.expert() + ".down_proj")
                    .collect(Collectors.toSet());
            assertThat(attribution.ledger().orElseThrow().entries().stream()
                            .map(e -> e.site().path())
                            .filter(site -> site.endsWith(".down_proj") && site.contains("experts"))
                            .collect(Collectors.toSet()))
                    .isNotEmpty()
                    .isEqualTo(used);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"scalar", "vector", "stand-in-device"})
    void expertsThatNoTokenWentToAreNeverRead(String backend) {
        AvailableBackends.assume(backend);
        Set<String> used;
        try (Explainer explainer = Explainer.builder(Cases.of("qwen3_moe-one-token"))
                .backend(backend)
                .open()) {
            used = explainer.explain(PROMPT, Target.topLogit()).experts().stream()
                    .map(e -> e.site().path() + "." + e.expert() + ".")
                    .collect(Collectors.toCollection(HashSet::new));
        }
        assertThat(used).hasSizeBetween(4, 12); // of 32: two layers of sixteen
        run(backend, used);
        String missing = used.iterator().next();
        used.remove(missing);
        assertThatThrownBy(() -> run(backend, used)).hasMessageContaining("closed");
    }

    /** Explains with the memory of all but some experts gone. */
    private static void run(String backendName, Set<String> readable) {
        ModelFamily family = Cases.family("qwen3_moe");
        try (Checkpoint checkpoint = Checkpoint.open(Cases.of("qwen3_moe-one-token"));
                Backend backend = Backends.named(backendName, BackendOptions.defaults());
                Scope parameters = Scope.open(backend, ScopeOptions.PLAIN);
                Scope scope = Scope.open(backend, ScopeOptions.PLAIN)) {
            Weights weights = new ForbiddenExperts(checkpoint, readable);
            Model model = family.load(checkpoint.config(), weights, parameters);
            ModelInput input = ModelInput.tokens(List.of(ModelInput.TokenSequence.of(3, 41, 27, 8, 66)));
            PackedRows last = PackedRows.at(List.of(new PackedRows.Address(0, 4)));
            Run run = new Run(family.rules(RuleSet.ATTN_LRP), input, last);
            ModelOutput.Output logits =
                    model.forward(run, scope.watch(model.input(scope, input))).output("logits");
            scope.backward(List.of(Seed.of(logits.tensor(), 0, 7)));
        }
    }

    /** A checkpoint in which reading the weights of most experts fails. */
    private record ForbiddenExperts(Checkpoint checkpoint, Set<String> readable) implements Weights {
        @Override
        public Set<String> names() {
            return checkpoint.names();
        }

        @Override
        public Weight matrix(String name, int rows, int columns) {
            boolean forbidden =
                    name.contains(".experts.") && readable.stream().noneMatch(e -> name.startsWith("model." + e));
            return forbidden ? gone(name, rows, columns) : checkpoint.matrix(name, rows, columns);
        }

        private static Weight gone(String name, int rows, int columns) {
            try (Arena arena = Arena.ofShared()) {
                MemorySegment segment = arena.allocate(4L * rows * columns, 8);
                return Weight.of(name, segment, Encoding.F32, rows, columns);
            }
        }

        @Override
        public Weight stack(String name, int count, int rows, int columns) {
            return checkpoint.stack(name, count, rows, columns);
        }

        @Override
        public double[] stackValues(String name, int count, int rows, int columns) {
            return checkpoint.stackValues(name, count, rows, columns);
        }

        @Override
        public double[] vector(String name, int size) {
            return checkpoint.vector(name, size);
        }
    }
}
