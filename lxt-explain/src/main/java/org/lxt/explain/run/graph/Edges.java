// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.run.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.lxt.explain.call.Call;
import org.lxt.explain.graph.GraphEdge;
import org.lxt.explain.graph.GraphNode;
import org.lxt.explain.graph.GraphOptions;
import org.lxt.explain.method.Propagation;
import org.lxt.explain.model.LoadedModel;
import org.lxt.explain.observe.CutObserver;
import org.lxt.explain.observe.SeenValue;
import org.lxt.explain.pass.Pass;
import org.lxt.explain.pass.QuestionBatch;
import org.lxt.explain.request.Progress;
import org.lxt.rules.composite.SitePattern;
import org.lxt.tensor.Gradients;
import org.lxt.tensor.Ledger;
import org.lxt.tensor.ScopeOptions;
import org.lxt.tensor.Seed;

/** What flows into the nodes of a graph. */
final class Edges {
    /** So many gradient rows are kept at each component together, or those of one node if they are more. */
    private static final int MOST_ROWS = 4096;

    private final LoadedModel loaded;
    private final Propagation rules;
    private final QuestionBatch batch;
    private final List<SitePattern> patterns;
    private final List<SeenValue> values;
    private final List<double[]> gradients;
    private final int length;

    /**
     * Edges between values.
     *
     * @param values in the order of the forward pass, with the units that are nodes
     * @param gradients at each of them, row by row
     */
    Edges(
            LoadedModel loaded,
            Propagation rules,
            QuestionBatch batch,
            List<SitePattern> patterns,
            List<SeenValue> values,
            List<double[]> gradients) {
        this.loaded = loaded;
        this.rules = rules;
        this.batch = batch;
        this.patterns = patterns;
        this.values = values;
        this.gradients = gradients;
        this.length = batch.questions().getFirst().prompt().length();
    }

    /** Nodes that know what flowed into them, and the edges that are shown. */
    record Found(List<GraphNode> nodes, List<GraphEdge> edges) {}

    /** Which component, at which token. */
    private record Place(int value, int unit, int position) {}

    /**
     * Finds them.
     *
     * @param shown the components that are nodes, in order
     * @param nodes tokens, these components, the target
     */
    Found into(List<Component> shown, List<GraphNode> nodes, GraphOptions options, Call call) {
        Map<Place, Integer> indices = new HashMap<>();
        for (int i = 0; i < shown.size(); i++) {
            Component c = shown.get(i);
            indices.put(new Place(c.value(), c.unit(), c.position()), length + i);
        }
        List<GraphNode> filled = new ArrayList<>(nodes);
        List<GraphEdge> all = new ArrayList<>();
        int most = Math.max(1, MOST_ROWS / length);
        // the target comes last
        int count = shown.size() + 1;
        for (int first = 0; first < count; first += most) {
            call.progress().at(Progress.Phase.EDGES, first, count);
            int end = Math.min(count, first + most);
            all.addAll(into(shown, first, end, indices, filled, call.quiet()));
        }
        call.progress().at(Progress.Phase.EDGES, count, count);
        return prune(filled, all, options);
    }

    /** What flows into some destinations, all in one pass. */
    private List<GraphEdge> into(
            List<Component> shown, int first, int end, Map<Place, Integer> indices, List<GraphNode> nodes, Call call) {
        ScopeOptions recording = new ScopeOptions(rules.rules().strict(), true, false);
        CutObserver observer = new CutObserver(patterns);
        try (Pass pass = Pass.recorded(loaded, rules, call, recording, observer)) {
            Pass.Result forward = pass.forward(batch.input(), batch.wanted());
            List<CutObserver.Cut> cuts = observer.cuts();
            if (cuts.size() != values.size()) {
                throw new IllegalStateException(cuts.size() + " values were cut, and " + values.size() + " were seen");
            }
            List<Seed> seeds = new ArrayList<>();
            for (Component c : shown.subList(first, Math.min(end, shown.size()))) {
                int units = values.get(c.value()).units();
                seeds.add(cuts.get(c.value()).seed(c.position(), c.unit(), gradients.get(c.value()), units));
            }
            if (end > shown.size()) {
                seeds.addAll(batch.choose(forward.output(), loaded.names()));
            }
            pass.forwardDone();
            Gradients found = pass.backward(seeds);
            List<GraphEdge> edges = new ArrayList<>();
            for (int seed = 0; seed < seeds.size(); seed++) {
                int to = length + first + seed;
                int before =
                        first + seed < shown.size() ? shown.get(first + seed).value() : cuts.size();
                double hidden = 0;
                double[] tokens = found.relevance(forward.input(), seed);
                for (int t = 0; t < length; t++) {
                    add(edges, t, to, tokens[t]);
                }
                for (int v = 0; v < before; v++) {
                    double[] parts =
                            values.get(v).products(0, length, cuts.get(v).gradient(found, seed));
                    int units = values.get(v).units();
                    for (int i = 0; i < parts.length; i++) {
                        Integer from = parts[i] == 0 ? null : indices.get(new Place(v, i % units, i / units));
                        if (from == null) {
                            hidden += parts[i];
                        } else {
                            add(edges, from, to, parts[i]);
                        }
                    }
                }
                Ledger ledger = Objects.requireNonNull(found.ledger());
                nodes.set(to, nodes.get(to).with(hidden, ledger.booked(seed)));
            }
            return edges;
        }
    }

    private static void add(List<GraphEdge> edges, int from, int to, double relevance) {
        if (relevance != 0) {
            edges.add(new GraphEdge(from, to, relevance));
        }
    }

    /** Leaves small edges out, and tells the nodes that they would have gone to. */
    private static Found prune(List<GraphNode> nodes, List<GraphEdge> all, GraphOptions options) {
        List<GraphEdge> sorted = all.stream()
                .sorted(Comparator.comparingDouble(e -> -Math.abs(e.relevance())))
                .toList();
        double[] sizes =
                sorted.stream().mapToDouble(e -> Math.abs(e.relevance())).toArray();
        int kept = Largest.count(sizes, options.edges());
        double[] hidden = new double[nodes.size()];
        sorted.subList(kept, sorted.size()).forEach(e -> hidden[e.to()] += e.relevance());
        List<GraphNode> told = IntStream.range(0, hidden.length)
                .mapToObj(i -> nodes.get(i)
                        .with(nodes.get(i).hidden() + hidden[i], nodes.get(i).booked()))
                .toList();
        List<GraphEdge> shown = sorted.subList(0, kept).stream()
                .sorted(Comparator.comparingInt(GraphEdge::to).thenComparingInt(GraphEdge::from))
                .toList();
        return new Found(told, shown);
    }
}
