// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.family;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lxt.checkpoint.SafetensorsFile;
import org.lxt.explain.Explainer;
import org.lxt.explain.graph.GraphEdge;
import org.lxt.explain.graph.GraphNode;
import org.lxt.explain.graph.GraphOptions;
import org.lxt.explain.graph.RelevanceGraph;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;
import org.lxt.testkit.cases.CaseJson;
import org.lxt.testkit.cases.ExplainedOutput;
import org.lxt.testkit.cases.OracleCase;
import tools.jackson.databind.JsonNode;

/**
 * Graphs of a family's models against what PyTorch finds when each component is cut off its graph of autograd, and each destination has a
 * backward pass of its own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class GraphContract {
    /** Models of transformers compute rotations in float32 only, and the files hold float32. */
    private static final double CLOSE = 1e-5;

    private static final double IN_FLOAT32 = 1e-4;
    private static final double ROUNDING = 1e-9;
    private static final GraphOptions FEW = GraphOptions.USUAL.atMost(40);

    private final Path oracle;
    private final String prefix;

    /**
     * A contract.
     *
     * @param oracle holds the folders of cases and of graphs
     * @param prefix what the names of the family's cases begin with
     */
    protected GraphContract(Path oracle, String prefix) {
        this.oracle = oracle;
        this.prefix = prefix;
    }

    Stream<Path> files() throws IOException {
        try (Stream<Path> all = Files.list(oracle.resolve("graphs"))) {
            return all
                    .filter(file -> file.getFileName().toString().startsWith(prefix)
                            && file.toString().endsWith(".json"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    private RelevanceGraph graph(Path file, String backend, boolean checkpointing, GraphOptions options) {
        JsonNode json = CaseJson.tree(file);
        OracleCase made = OracleCase.read(
                oracle.resolve("cases").resolve(json.path("case").asString()));
        ExplainedOutput explained = made.explained().getFirst();
        Target token = Target.token(explained.target());
        Target target =
                explained.position().isPresent() ? token.at(explained.position().getAsInt()) : token;
        try (Explainer opened = Explainer.builder(made.folder())
                .backend(backend)
                .checkpointing(checkpointing)
                .open()) {
            return opened.under(json.path("rules").asString()).graph(Prompt.ofIds(made.inputIds()[0]), target, options);
        }
    }

    /** Where the reference has each component: tokens, then each value token by token and unit by unit, then the target. */
    private record Places(int tokens, Map<String, Integer> first, Map<String, Integer> units, int all) {
        static Places of(JsonNode json, int tokens) {
            Map<String, Integer> first = new LinkedHashMap<>();
            Map<String, Integer> units = new LinkedHashMap<>();
            int at = tokens;
            for (JsonNode value : json.path("values")) {
                String name = value.get(0).asString();
                first.put(name, at);
                units.put(name, value.get(1).asInt());
                at += tokens * value.get(1).asInt();
            }
            return new Places(tokens, first, units, at);
        }

        int of(GraphNode node) {
            return switch (node.kind()) {
                case TOKEN -> node.position();
                case TARGET -> all;
                default ->
                    requireNonNull(first.get(node.site()))
                            + node.position() * requireNonNull(units.get(node.site()))
                            + node.unit();
            };
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyEdgeIsTheReferences(Path file) {
        compare(file, "scalar-f64", false, CLOSE);
    }

    @ParameterizedTest
    @MethodSource("files")
    void alsoInFloat32OnVectors(Path file) {
        AvailableBackends.assume("vector");
        compare(file, "vector", true, IN_FLOAT32);
    }

    private void compare(Path file, String backend, boolean checkpointing, double tolerance) {
        RelevanceGraph graph = graph(file, backend, checkpointing, GraphOptions.WHOLE);
        try (SafetensorsFile tensors =
                SafetensorsFile.open(Path.of(file.toString().replace(".json", ".safetensors")))) {
            Places places = Places.of(CaseJson.tree(file), graph.tokens().size());
            double[] relevance = tensors.values("relevance");
            double[] own = new double[relevance.length];
            graph.nodes().stream()
                    .filter(node -> node.kind() != GraphNode.Kind.TARGET)
                    .forEach(node -> own[places.of(node)] = node.relevance());
            assertThat(own).as("relevance").containsExactly(relevance, within(tolerance * largest(relevance)));

            double[] edges = tensors.values("edges");
            double[] found = new double[edges.length];
            for (GraphEdge edge : graph.edges()) {
                int to = places.of(graph.nodes().get(edge.to())) - places.tokens();
                int from = places.of(graph.nodes().get(edge.from()));
                found[to * places.all() + from] = edge.relevance();
            }
            assertThat(graph.edges()).as("edges").hasSizeGreaterThan(100);
            assertThat(found).as("edges").containsExactly(edges, within(tolerance * largest(edges)));
        }
    }

    private static double largest(double[] values) {
        return Arrays.stream(values).map(Math::abs).max().orElseThrow();
    }

    /** What leaves a component is its relevance, and what arrives at it is, too, up to the ledger. */
    @ParameterizedTest
    @MethodSource("files")
    void edgesAddUpOnBothSides(Path file) {
        RelevanceGraph graph = graph(file, "scalar-f64", false, GraphOptions.WHOLE);
        double[] left = new double[graph.nodes().size()];
        graph.edges().forEach(edge -> left[edge.from()] += edge.relevance());
        double scale = graph.nodes().stream()
                .mapToDouble(node -> Math.abs(node.relevance()))
                .max()
                .orElseThrow();
        for (int i = 0; i < left.length; i++) {
            GraphNode node = graph.nodes().get(i);
            if (node.kind() != GraphNode.Kind.TARGET) {
                assertThat(left[i]).as("from %s", node).isCloseTo(node.relevance(), within(ROUNDING * scale));
            }
            if (node.kind() != GraphNode.Kind.TOKEN) {
                assertThat(graph.error(i)).as("into %s", node).isCloseTo(0, within(ROUNDING * scale));
            }
        }
    }

    /** A graph that shows less tells what it does not show, and what it shows has the same numbers. */
    @ParameterizedTest
    @MethodSource("files")
    void whatIsNotShownIsTold(Path file) {
        RelevanceGraph whole = graph(file, "scalar-f64", false, GraphOptions.WHOLE);
        RelevanceGraph part = graph(
                file,
                "scalar-f64",
                false,
                GraphOptions.USUAL.nodes(0.7).atMost(20).edges(0.9));
        assertThat(part.nodes()).hasSizeLessThan(whole.nodes().size());
        assertThat(part.edges()).hasSizeLessThan(whole.edges().size());
        Map<String, Double> all = new LinkedHashMap<>();
        whole.edges().forEach(edge -> all.put(named(whole, edge), edge.relevance()));
        part.edges()
                .forEach(edge -> assertThat(edge.relevance()).isCloseTo(all.get(named(part, edge)), within(ROUNDING)));
        for (int i = part.tokens().size(); i < part.nodes().size(); i++) {
            assertThat(part.error(i)).as("into %s", part.nodes().get(i)).isCloseTo(0, within(ROUNDING));
        }
        assertThat(part.nodes()).anyMatch(node -> node.hidden() != 0);
    }

    private static String named(RelevanceGraph graph, GraphEdge edge) {
        return named(graph.nodes().get(edge.from())) + " to "
                + named(graph.nodes().get(edge.to()));
    }

    private static String named(GraphNode node) {
        return node.site() + "[" + node.unit() + "]@" + node.position();
    }

    @ParameterizedTest
    @MethodSource("files")
    void withNeuronsInThePlaceOfMlpsItClosesToo(Path file) {
        if (file.getFileName().toString().contains("moe")) {
            return; // no value of a mixture has all of its neurons
        }
        RelevanceGraph mlps = graph(file, "scalar-f64", false, FEW);
        RelevanceGraph neurons = graph(file, "scalar-f64", false, FEW.withNeurons());
        assertThat(neurons.nodes()).anyMatch(node -> node.kind() == GraphNode.Kind.NEURON);
        assertThat(neurons.nodes()).noneMatch(node -> node.kind() == GraphNode.Kind.MLP);
        for (int i = neurons.tokens().size(); i < neurons.nodes().size(); i++) {
            assertThat(neurons.error(i)).as("into %s", neurons.nodes().get(i)).isCloseTo(0, within(ROUNDING));
        }
        // A head has the same relevance in both.
        Map<String, GraphNode> known = new LinkedHashMap<>();
        mlps.nodes().forEach(node -> known.put(named(node), node));
        neurons.nodes().stream()
                .filter(node -> known.containsKey(named(node)))
                .forEach(node -> assertThat(node.relevance())
                        .isCloseTo(requireNonNull(known.get(named(node))).relevance(), within(ROUNDING)));
    }
}
