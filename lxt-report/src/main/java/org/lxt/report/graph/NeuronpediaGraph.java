// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.graph;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.lxt.explain.graph.GraphEdge;
import org.lxt.explain.graph.GraphNode;
import org.lxt.explain.graph.RelevanceGraph;
import org.lxt.explain.result.Candidate;
import org.lxt.explain.result.ExplainedEntry;
import org.lxt.explain.result.TokenRelevance;
import org.lxt.json.JsonText;
import org.lxt.report.ReportException;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A graph in the JSON that Neuronpedia's viewer of attribution graphs reads ({@code graph-schema.json} of neuronpedia): tokens are
 * embeddings, heads attention features, MLPs and neurons transcoder features, the explained value the logit. The weight of a link is the
 * edge's relevance. What the schema has no place for is in further fields of nodes: {@code relevance}, {@code hidden} and {@code
 * booked}, as {@link GraphNode} has them.
 *
 * @see <a href="https://www.neuronpedia.org/graph/validator">Neuronpedia's validator</a>
 */
public final class NeuronpediaGraph {
    private static final String PROBABILITY = "(p=";

    private final RelevanceGraph graph;

    private NeuronpediaGraph(RelevanceGraph graph) {
        this.graph = graph;
    }

    /**
     * The JSON of a graph, with an end of line.
     *
     * @param slug how the graph is called among others of its model
     * @param modelId how the viewer knows the model, such as {@code gpt2-small}
     * @param version of the program that made the graph
     * @throws ReportException if relevance is not finite, which no reader of JSON takes
     */
    public static String of(RelevanceGraph graph, String slug, String modelId, String version) {
        return JsonText.indented(new NeuronpediaGraph(graph).root(slug, modelId, version)) + "\n";
    }

    private ObjectNode root(String slug, String modelId, String version) {
        ObjectNode root = JsonText.object();
        metadata(root.putObject("metadata").put("slug", slug).put("scan", modelId), version);
        root.putObject("qParams").put("linkType", "both");
        ArrayNode nodes = root.putArray("nodes");
        double[] influence = new Influence(graph).ofNodes();
        for (int i = 0; i < influence.length; i++) {
            node(graph.nodes().get(i), influence[i], nodes.addObject());
        }
        ArrayNode links = root.putArray("links");
        for (GraphEdge edge : graph.edges()) {
            links.addObject()
                    .put("source", id(graph.nodes().get(edge.from())))
                    .put("target", id(graph.nodes().get(edge.to())))
                    .put("weight", finite(edge.relevance()));
        }
        return root;
    }

    private void metadata(ObjectNode metadata, String version) {
        ArrayNode tokens = metadata.putArray("prompt_tokens");
        graph.tokens().forEach(t -> tokens.add(t.text()));
        String text = graph.prompt();
        metadata.put(
                "prompt",
                text != null
                        ? text
                        : graph.tokens().stream().map(TokenRelevance::text).collect(Collectors.joining()));
        ObjectNode info = metadata.putObject("info");
        info.put("description", "Relevance under " + graph.method() + " of " + labelOfTarget());
        info.putObject("generator").put("name", "LXT for Java").put("version", version);
        metadata.putObject("generation_settings")
                .put("rules", graph.method())
                .put("max_feature_nodes", graph.options().most());
        metadata.putObject("pruning_settings")
                .put("node_threshold", graph.options().nodes())
                .put("edge_threshold", graph.options().edges());
    }

    private void node(GraphNode node, double influence, ObjectNode json) {
        String id = id(node);
        json.put("node_id", id).put("jsNodeId", id).put("ctx_idx", node.position());
        switch (node.kind()) {
            case TOKEN ->
                json.put("layer", "E")
                        .put("feature", node.unit())
                        .put("feature_type", "embedding")
                        .put(
                                "clerp",
                                "Emb: "
                                        + quoted(graph.tokens()
                                                .get(node.position())
                                                .text()));
            case HEAD -> feature(node, "lorsa", " head " + node.unit(), json);
            case MLP -> feature(node, "cross layer transcoder", " MLP", json);
            case NEURON -> feature(node, "cross layer transcoder", " neuron " + node.unit(), json);
            case TARGET -> {
                json.put("layer", String.valueOf(node.layer()))
                        .put("feature", Math.max(node.unit(), 0))
                        .put("feature_type", "logit")
                        .put("clerp", labelOfTarget())
                        .put("is_target_logit", true);
                if (Double.isFinite(probability())) {
                    json.put("token_prob", probability());
                }
            }
        }
        json.put("influence", influence)
                .put("relevance", finite(node.relevance()))
                .put("hidden", finite(node.hidden()))
                .put("booked", finite(node.booked()));
    }

    private static void feature(GraphNode node, String type, String label, ObjectNode json) {
        json.put("layer", String.valueOf(node.layer()))
                .put("feature", feature(node))
                .put("feature_type", type)
                .put("clerp", "L" + node.layer() + label)
                .put("activation", finite(node.activation()));
    }

    /** The viewer tells nodes apart by layer, feature and token: heads have even numbers, MLPs and neurons odd ones. */
    private static int feature(GraphNode node) {
        return node.kind() == GraphNode.Kind.HEAD ? 2 * node.unit() : 2 * node.unit() + 1;
    }

    private static String id(GraphNode node) {
        return switch (node.kind()) {
            case TOKEN -> "E_" + node.unit() + "_" + node.position();
            case TARGET -> node.layer() + "_logit_" + node.position();
            default -> node.layer() + "_" + feature(node) + "_" + node.position();
        };
    }

    /** The viewer reads the probability out of the label. */
    private String labelOfTarget() {
        List<ExplainedEntry> entries = graph.target();
        String text = entries.stream().map(e -> e.target().text()).collect(Collectors.joining());
        String contrast = entries.size() == 1
                ? entries.getFirst().contrast().map(_ -> " against others").orElse("")
                : "";
        return "Output " + quoted(text.replace(PROBABILITY, "(p =")) + contrast + " " + PROBABILITY
                + String.format(Locale.ROOT, "%.3f", probability()) + ")";
    }

    /** Of several tokens that of all of them; not a number where the output has none. */
    private double probability() {
        return graph.target().stream()
                .map(ExplainedEntry::target)
                .mapToDouble(Candidate::probability)
                .reduce(1, (a, b) -> a * b);
    }

    private static String quoted(String text) {
        return '"' + text + '"';
    }

    private static double finite(double value) {
        if (!Double.isFinite(value)) {
            throw new ReportException("the graph has relevance that is not finite, which JSON cannot hold");
        }
        return value;
    }
}
