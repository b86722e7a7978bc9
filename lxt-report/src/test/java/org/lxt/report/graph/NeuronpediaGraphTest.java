// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.lxt.explain.graph.GraphEdge;
import org.lxt.explain.graph.GraphNode;
import org.lxt.explain.graph.GraphOptions;
import org.lxt.explain.graph.RelevanceGraph;
import org.lxt.explain.result.Candidate;
import org.lxt.explain.result.ExplainedEntry;
import org.lxt.explain.result.ModelIdentity;
import org.lxt.explain.result.TokenRelevance;
import org.lxt.report.ReportException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the schema of Neuronpedia's viewer requires, and what the viewer takes for granted. */
class NeuronpediaGraphTest {
    private static final ModelIdentity MODEL =
            new ModelIdentity("tiny", List.of("GPT2LMHeadModel"), "gpt2", "lxt-models-gpt2", "scalar-f64");

    private static GraphNode node(GraphNode.Kind kind, int layer, int unit, int position, double relevance) {
        return new GraphNode(kind, "a.site", layer, unit, position, relevance, 0.5, 0.1, 0.2);
    }

    private static RelevanceGraph graph(double probability, double weight) {
        List<GraphNode> nodes = List.of(
                node(GraphNode.Kind.TOKEN, -1, 17, 0, 1),
                node(GraphNode.Kind.TOKEN, -1, 4, 1, 2),
                node(GraphNode.Kind.HEAD, 0, 0, 1, 1.5),
                node(GraphNode.Kind.MLP, 0, 0, 1, 0.5),
                node(GraphNode.Kind.NEURON, 1, 7, 1, -0.5),
                node(GraphNode.Kind.TARGET, 2, 9, 1, 3));
        List<GraphEdge> edges = List.of(
                new GraphEdge(0, 2, 1), new GraphEdge(2, 3, weight), new GraphEdge(3, 5, 3), new GraphEdge(4, 5, -1));
        Candidate target = new Candidate(9, " Pa(p=ris", 3, probability);
        return new RelevanceGraph(
                MODEL,
                "attnlrp",
                "of France",
                List.of(
                        new TokenRelevance(0, 17, "of", 0, 2, false, 1),
                        new TokenRelevance(1, 4, " \"France\"", 2, 9, false, 2)),
                List.of(new ExplainedEntry(1, 1, target, 3, Optional.empty(), List.of(target))),
                3,
                GraphOptions.USUAL,
                nodes,
                edges);
    }

    private static JsonNode json(RelevanceGraph graph) {
        return new JsonMapper().readTree(NeuronpediaGraph.of(graph, "france", "tiny-model", "1.0"));
    }

    private static void require(JsonNode node, String field, Predicate<JsonNode> type) {
        assertThat(node.has(field)).as("%s of %s", field, node).isTrue();
        assertThat(type.test(node.get(field)))
                .as("type of %s of %s", field, node)
                .isTrue();
    }

    @Test
    void whatTheSchemaRequiresIsThere() {
        JsonNode root = json(graph(0.25, 0.5));
        JsonNode metadata = root.path("metadata");
        for (String text : List.of("slug", "scan", "prompt")) {
            require(metadata, text, JsonNode::isString);
        }
        require(metadata, "prompt_tokens", JsonNode::isArray);
        metadata.path("prompt_tokens").forEach(t -> assertThat(t.isString()).isTrue());
        require(root, "qParams", JsonNode::isObject);
        require(root, "nodes", JsonNode::isArray);
        require(root, "links", JsonNode::isArray);
        for (JsonNode node : root.path("nodes")) {
            for (String text : List.of("node_id", "feature_type", "jsNodeId", "clerp")) {
                require(node, text, JsonNode::isString);
            }
            require(node, "feature", n -> n.isIntegralNumber() || n.isNull());
            require(node, "layer", n -> n.isString() || n.isIntegralNumber());
            require(node, "ctx_idx", JsonNode::isIntegralNumber);
            require(node, "influence", n -> n.isNumber() || n.isNull());
        }
        for (JsonNode link : root.path("links")) {
            require(link, "source", JsonNode::isString);
            require(link, "target", JsonNode::isString);
            require(link, "weight", JsonNode::isNumber);
        }
    }

    @Test
    void nodesAreToldApartByTheirIdsAndByLayerFeatureAndToken() {
        JsonNode root = json(graph(0.25, 0.5));
        List<String> ids = new ArrayList<>();
        List<String> features = new ArrayList<>();
        for (JsonNode node : root.path("nodes")) {
            ids.add(node.path("node_id").asString());
            features.add(node.path("layer").asString() + "_" + node.path("feature") + "_" + node.path("ctx_idx"));
        }
        assertThat(ids).doesNotHaveDuplicates().hasSize(6);
        assertThat(features).doesNotHaveDuplicates();
        assertThat(root.path("nodes")
                        .valueStream()
                        .map(n -> n.path("feature_type").asString()))
                .containsExactly(
                        "embedding", "embedding", "lorsa", "cross layer transcoder", "cross layer transcoder", "logit");
        for (JsonNode link : root.path("links")) {
            assertThat(ids)
                    .contains(
                            link.path("source").asString(), link.path("target").asString());
        }
    }

    @Test
    void theProbabilityIsInTheLabelOnceWhereTheViewerReadsIt() {
        JsonNode logit = json(graph(0.25, 0.5)).path("nodes").get(5);
        String label = logit.path("clerp").asString();
        assertThat(label).isEqualTo("Output \" Pa(p =ris\" (p=0.250)");
        assertThat(label.split("\\(p=", -1)[1].split("\\)", -1)[0]).isEqualTo("0.250");
        assertThat(logit.path("token_prob").asDouble()).isEqualTo(0.25);
        assertThat(json(graph(Double.NaN, 0.5)).path("nodes").get(5).has("token_prob"))
                .isFalse();
    }

    /** By hand: the target passes 3/4 to the MLP and 1/4 to the neuron, the MLP all to the head, and that to the first token. */
    @Test
    void influenceIsTheShareOfAllThatMatterNoLess() {
        double[] influence = json(graph(0.25, 0.5))
                .path("nodes")
                .valueStream()
                .mapToDouble(n -> n.path("influence").asDouble())
                .toArray();
        assertThat(influence[4]).isCloseTo(1, within(1e-12));
        assertThat(influence[0]).isCloseTo(0.3, within(1e-12));
        assertThat(influence[2]).isCloseTo(0.6, within(1e-12));
        assertThat(influence[3]).isCloseTo(0.9, within(1e-12));
    }

    @Test
    void whatJsonCannotHoldIsRefused() {
        assertThatThrownBy(() -> json(graph(0.25, Double.NaN)))
                .isInstanceOf(ReportException.class)
                .hasMessageContaining("not finite");
    }
}
