// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lxt.cli.input.WrongUse;
import org.lxt.cli.option.compute.ComputeOptions;
import org.lxt.cli.option.method.RuleSets;
import org.lxt.cli.option.model.ModelOptions;
import org.lxt.cli.option.model.PluginOptions;
import org.lxt.cli.option.prompt.TargetOptions;
import org.lxt.cli.process.Interruption;
import org.lxt.cli.process.LxtVersion;
import org.lxt.cli.terminal.ProgressLine;
import org.lxt.explain.Explainer;
import org.lxt.explain.ExplainerBuilder;
import org.lxt.explain.graph.GraphEdge;
import org.lxt.explain.graph.GraphNode;
import org.lxt.explain.graph.GraphOptions;
import org.lxt.explain.graph.RelevanceGraph;
import org.lxt.explain.request.ExplainException;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;
import org.lxt.report.graph.NeuronpediaGraph;
import org.lxt.report.terminal.TerminalText;
import org.lxt.tasks.source.ModelSource;
import org.lxt.tasks.source.OpenModel;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lxt graph}. */
@CommandLine.Command(
        name = "graph",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Tells how relevance flows between tokens, heads and MLPs, as a graph that Neuronpedia's viewer"
                + " reads.",
        footer = {
            "",
            "Examples:",
            "  lxt graph \"Lars likes\"",
            "  lxt graph --model DIR --json why.json \"The capital of France is\"",
            "  lxt graph --model DIR --neurons --target \" Paris\" --json why.json \"The capital of France is\"",
            "",
            "Exit codes: 0 found, 1 could not be found, 2 called wrongly, 130 interrupted."
        })
final class GraphCommand implements Callable<Integer> {
    private static final int FEW = 10;
    private static final String JSON = ".json";

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Parameters(arity = "1", paramLabel = "PROMPT", description = "The prompt.")
    private String prompt = "";

    @Option(names = "--json", paramLabel = "FILE", description = "Write the graph in Neuronpedia's format.")
    private @Nullable Path json;

    @Option(
            names = "--model-id",
            paramLabel = "ID",
            description = "How Neuronpedia knows the model, such as gpt2-small; the checkpoint's name by default.")
    private @Nullable String modelId;

    @Option(names = "--neurons", description = "Neurons are nodes, in the place of MLPs.")
    private boolean neurons;

    @Option(
            names = "--nodes",
            paramLabel = "SHARE",
            description = "Show the heads and MLPs or neurons that have this share of the relevance, by size;"
                    + " ${DEFAULT-VALUE} by default, 1 for all.")
    private double nodes = GraphOptions.USUAL.nodes();

    @Option(names = "--most", paramLabel = "N", description = "Show N of them at most; ${DEFAULT-VALUE} by default.")
    private int most = GraphOptions.USUAL.most();

    @Option(
            names = "--edges",
            paramLabel = "SHARE",
            description =
                    "Show the edges that have this share of what flows, by size; ${DEFAULT-VALUE} by default, 1 for"
                            + " all.")
    private double edges = GraphOptions.USUAL.edges();

    @Option(names = "--top", paramLabel = "N", description = "List the N largest edges; ${DEFAULT-VALUE} by default.")
    private int top = FEW;

    @Option(
            names = "--rules",
            paramLabel = "SET",
            completionCandidates = RuleSets.class,
            description = "The rules of the backward passes; by default what the model's family prefers.")
    private @Nullable String rules;

    @Mixin
    private TargetOptions targets = new TargetOptions();

    @Mixin
    private ModelOptions models = new ModelOptions();

    @Mixin
    private ComputeOptions compute = new ComputeOptions();

    @Mixin
    private PluginOptions plugins = new PluginOptions();

    @Override
    public Integer call() throws IOException {
        if (top < 1) {
            throw new WrongUse("--top must be at least 1, not " + top);
        }
        if (modelId != null && json == null) {
            throw new WrongUse("--model-id is written into the graph's file; give --json FILE with it");
        }
        GraphOptions options = options();
        ModelSource source = models.source();
        ExplainerBuilder builder = source.builder();
        plugins.applyTo(builder, rules);
        compute.require(plugins.backends());
        compute.applyTo(builder);
        RelevanceGraph graph;
        try (Interruption.Registration _ = Interruption.during(source::close);
                ProgressLine progress = ((LxtCommand) spec.root().userObject()).progress();
                Interruption.Registration _ = Interruption.during(progress::close);
                OpenModel model = source.open(builder.progress(progress))) {
            model.requireText();
            Explainer lxt = model.explainer();
            graph = lxt.graph(Prompt.of(prompt), target(lxt), options);
        }
        show(graph);
        write(graph);
        return CommandLine.ExitCode.OK;
    }

    private GraphOptions options() {
        try {
            return new GraphOptions(neurons, nodes, most, edges);
        } catch (ExplainException e) {
            throw new WrongUse(String.valueOf(e.getMessage()));
        }
    }

    private Target target(Explainer lxt) {
        List<Target> chosen = targets.names().chosen(lxt, Prompt.of(prompt));
        if (chosen.size() != 1) {
            throw new WrongUse("a graph is of one target, not of " + chosen.size() + "; name one by --target");
        }
        return chosen.getFirst();
    }

    private void show(RelevanceGraph graph) {
        PrintWriter out = spec.commandLine().getOut();
        long components = graph.nodes().stream()
                .filter(n -> n.kind() != GraphNode.Kind.TOKEN && n.kind() != GraphNode.Kind.TARGET)
                .count();
        out.printf(
                Locale.ROOT,
                "%s %.4f: %d tokens, %d %s, %d edges%n",
                label(graph, graph.nodes().getLast()),
                graph.value(),
                graph.tokens().size(),
                components,
                neurons ? "heads and neurons" : "heads and MLPs",
                graph.edges().size());
        for (GraphEdge edge : graph.strongest(top)) {
            out.printf(
                    Locale.ROOT,
                    "%+10.4f  %s -> %s%n",
                    edge.relevance(),
                    label(graph, graph.nodes().get(edge.from())),
                    label(graph, graph.nodes().get(edge.to())));
        }
        out.flush();
    }

    private static String label(RelevanceGraph graph, GraphNode node) {
        String token = TerminalText.quoted(graph.tokens().get(node.position()).text());
        return switch (node.kind()) {
            case TOKEN -> token + " (" + node.position() + ")";
            case TARGET -> TerminalText.quoted(graph.target().getLast().target().text());
            case MLP -> TerminalText.visible(node.site()) + "@" + node.position();
            case HEAD, NEURON -> TerminalText.visible(node.site()) + "[" + node.unit() + "]@" + node.position();
        };
    }

    private void write(RelevanceGraph graph) throws IOException {
        Path file = json;
        if (file == null) {
            return;
        }
        String name = String.valueOf(file.getFileName());
        String slug = name.endsWith(JSON) ? name.substring(0, name.length() - JSON.length()) : name;
        String model = modelId == null ? graph.model().checkpoint() : modelId;
        Files.writeString(file, NeuronpediaGraph.of(graph, slug, model, LxtVersion.VERSION));
        spec.commandLine().getOut().println("written to " + TerminalText.visible(file.toString()));
    }
}
