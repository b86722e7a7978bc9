// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.graph;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lxt.explain.result.ExplainedEntry;
import org.lxt.explain.result.ModelIdentity;
import org.lxt.explain.result.TokenRelevance;

/**
 * How relevance flows from component to component. Nodes are the embeddings of the tokens, heads and MLPs (or neurons) at each token,
 * and the explained value; an edge is the relevance that flows from one straight to the next. Under rules that keep relevance, the edges that
 * leave a node add up to its relevance, and so do those that arrive, with what is booked on the way, see {@link GraphNode}.
 *
 * <p>The gradient of relevance at a destination goes back from there and ends at the outputs of the components before it, which is what
 * a chain rule cut at the components gives: the relevance of edges is that of attribution graphs (Ameisen et al. 2025) with
 * components of the model in place of learned features, under the rules of a rule set as in RelP (Rezaei Jafari et al. 2025).
 *
 * @param model whose it is
 * @param method the rules
 * @param prompt text of the prompt; null if it was given as ids
 * @param tokens its tokens, with their relevance
 * @param target what is explained
 * @param value its value
 * @param options which nodes and edges are shown
 * @param nodes tokens first, then heads and MLPs or neurons in the order of the forward pass, then the explained value
 * @param edges in the order of their destinations
 * @see <a href="https://transformer-circuits.pub/2025/attribution-graphs/methods.html">Circuit Tracing</a>
 * @see <a href="https://arxiv.org/abs/2508.21258">RelP</a>
 */
public record RelevanceGraph(
        ModelIdentity model,
        String method,
        @Nullable String prompt,
        List<TokenRelevance> tokens,
        List<ExplainedEntry> target,
        double value,
        GraphOptions options,
        List<GraphNode> nodes,
        List<GraphEdge> edges) {
    /** Copies the lists. */
    public RelevanceGraph {
        tokens = List.copyOf(tokens);
        target = List.copyOf(target);
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
    }

    /** The edges with most relevance by size, largest first. */
    public List<GraphEdge> strongest(int most) {
        return edges.stream()
                .sorted(Comparator.comparingDouble(e -> -Math.abs(e.relevance())))
                .limit(most)
                .toList();
    }

    /**
     * How far what flowed into a node is from its relevance: 0 up to rounding.
     *
     * @param node index of a node that is not a token
     */
    public double error(int node) {
        GraphNode own = nodes.get(node);
        double arrived = edges.stream()
                .filter(e -> e.to() == node)
                .mapToDouble(GraphEdge::relevance)
                .sum();
        return own.relevance() - arrived - own.hidden() - own.booked();
    }
}
