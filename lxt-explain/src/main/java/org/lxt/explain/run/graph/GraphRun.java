// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.run.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lxt.explain.call.Call;
import org.lxt.explain.graph.GraphNode;
import org.lxt.explain.graph.GraphOptions;
import org.lxt.explain.graph.RelevanceGraph;
import org.lxt.explain.input.EncodedPrompt;
import org.lxt.explain.input.EncodedTokens;
import org.lxt.explain.method.Propagation;
import org.lxt.explain.model.LoadedModel;
import org.lxt.explain.observe.SeenValue;
import org.lxt.explain.observe.UnitObserver;
import org.lxt.explain.pass.AskedQuestion;
import org.lxt.explain.pass.Pass;
import org.lxt.explain.pass.QuestionBatch;
import org.lxt.explain.request.ExplainException;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.Candidate;
import org.lxt.explain.result.ExplainedEntry;
import org.lxt.explain.result.TokenRelevance;
import org.lxt.explain.units.UnitRelevance;
import org.lxt.rules.composite.SitePattern;
import org.lxt.tensor.Gradients;
import org.lxt.tensor.ScopeOptions;
import org.lxt.tensor.Seed;

/**
 * Finds a graph: one ordinary pass for the relevance of all components and the gradients at them, then passes that are cut at the
 * components, and a walk back from each that is shown.
 */
public final class GraphRun {
    private static final String HEADS = "layers.*.*.heads";
    private static final String ADDED = "layers.*.mlp.added";
    private static final String NEURONS = "layers.*.mlp.neurons";
    private static final Pattern LAYER = Pattern.compile("layers\\.(\\d+)\\..*");
    private static final int BEFORE_LAYERS = -1;

    private final LoadedModel loaded;
    private final Propagation rules;
    private final EncodedTokens prompt;
    private final AskedQuestion question;
    private final GraphOptions options;

    /**
     * A run.
     *
     * @throws ExplainException if the prompt is an image, or relevance is to be passed on in hops
     */
    public GraphRun(LoadedModel loaded, Propagation rules, EncodedPrompt prompt, Target target, GraphOptions options) {
        if (rules.hops() > 0) {
            throw new ExplainException("a graph is of one backward pass and has no hops; take them off");
        }
        if (!(prompt instanceof EncodedTokens tokens)) {
            throw new ExplainException("a graph has a column for each token, and this model reads an image; ask it for"
                    + " the relevance of units");
        }
        this.loaded = loaded;
        this.rules = rules;
        this.prompt = tokens;
        this.question = new AskedQuestion(0, prompt, target, loaded);
        this.options = options;
    }

    /** Values, their gradients, and what a walk back from the target found. */
    private record Whole(List<SeenValue> values, List<double[]> gradients, double[] tokens, double target) {}

    /** Finds it. */
    public RelevanceGraph run(Call call, boolean checkpointing) {
        List<SitePattern> patterns =
                List.of(SitePattern.of(HEADS), SitePattern.of(options.neurons() ? NEURONS : ADDED));
        QuestionBatch batch = new QuestionBatch(List.of(question), loaded.places());
        Whole whole = whole(call, checkpointing, patterns, batch);
        List<TokenRelevance> tokens = loaded.names().tokens(prompt, whole.tokens());
        List<Component> shown = Component.shown(components(whole.values(), whole.gradients()), options);
        List<GraphNode> nodes = new ArrayList<>();
        tokens.forEach(t -> nodes.add(token(t)));
        shown.forEach(c -> nodes.add(c.node()));
        nodes.add(target(whole.target()));
        Edges edges = new Edges(loaded, rules, batch, patterns, whole.values(), whole.gradients());
        Edges.Found found = edges.into(shown, nodes, options, call);
        return new RelevanceGraph(
                loaded.identity(),
                rules.name(),
                prompt.text(),
                tokens,
                question.chosen().entries(),
                question.chosen().value(),
                options,
                found.nodes(),
                found.edges());
    }

    private Whole whole(Call call, boolean checkpointing, List<SitePattern> patterns, QuestionBatch batch) {
        UnitObserver observer = new UnitObserver(patterns, List.of());
        ScopeOptions recording = new ScopeOptions(rules.rules().strict(), false, checkpointing);
        try (Pass pass = Pass.recorded(loaded, rules, call, recording, observer)) {
            Pass.Result forward = pass.forward(batch.input(), batch.wanted());
            List<Seed> seeds = batch.choose(forward.output(), loaded.names());
            pass.forwardDone();
            Gradients gradients = pass.backward(seeds);
            List<SeenValue> values = new ArrayList<>();
            List<double[]> at = new ArrayList<>();
            for (SeenValue seen : observer.seen()) {
                double[] gradient = seen.gradient(gradients, 0);
                values.add(kind(seen) == GraphNode.Kind.MLP ? seen.asOneUnit() : seen);
                at.add(gradient == null ? new double[seen.values().length] : gradient);
            }
            double[] tokens = gradients.relevance(forward.input(), 0);
            return new Whole(values, at, tokens, gradients.seedValues().getFirst());
        }
    }

    private GraphNode.Kind kind(SeenValue value) {
        if (SitePattern.of(HEADS).fits(value.site())) {
            return GraphNode.Kind.HEAD;
        }
        return options.neurons() ? GraphNode.Kind.NEURON : GraphNode.Kind.MLP;
    }

    private List<Component> components(List<SeenValue> values, List<double[]> gradients) {
        List<Component> all = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            SeenValue value = values.get(i);
            UnitRelevance units = value.relevance(0, prompt.length(), gradients.get(i));
            for (int position = 0; position < units.tokens(); position++) {
                for (int unit = 0; unit < units.units(); unit++) {
                    all.add(new Component(i, unit, position, node(value, units, unit, position)));
                }
            }
        }
        return all;
    }

    private GraphNode node(SeenValue value, UnitRelevance units, int unit, int position) {
        return new GraphNode(
                kind(value),
                value.site().path(),
                layer(value.site().path()),
                unit,
                position,
                units.relevance(position, unit),
                units.activation(position, unit),
                0,
                0);
    }

    private static int layer(String path) {
        Matcher matcher = LAYER.matcher(path);
        if (!matcher.matches()) {
            throw new IllegalStateException(path + " is in no layer");
        }
        return Integer.parseInt(matcher.group(1));
    }

    private static GraphNode token(TokenRelevance token) {
        return new GraphNode(
                GraphNode.Kind.TOKEN,
                "embeddings",
                BEFORE_LAYERS,
                token.id(),
                token.index(),
                token.relevance(),
                0,
                0,
                0);
    }

    private GraphNode target(double relevance) {
        List<ExplainedEntry> entries = question.chosen().entries();
        ExplainedEntry last = entries.getLast();
        return new GraphNode(
                GraphNode.Kind.TARGET,
                question.chosen().quantity().output().name(),
                loaded.model().sizes().layers(),
                entries.size() == 1 ? last.target().id() : Candidate.SEVERAL,
                last.position(),
                relevance,
                0,
                0,
                0);
    }
}
