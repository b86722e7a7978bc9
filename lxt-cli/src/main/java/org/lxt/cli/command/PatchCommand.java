// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lxt.cli.input.WrongUse;
import org.lxt.cli.option.compute.ComputeOptions;
import org.lxt.cli.option.method.RuleSets;
import org.lxt.cli.option.model.ModelOptions;
import org.lxt.cli.option.model.PluginOptions;
import org.lxt.cli.option.prompt.TargetOptions;
import org.lxt.cli.process.Interruption;
import org.lxt.cli.terminal.ProgressLine;
import org.lxt.explain.Explainer;
import org.lxt.explain.ExplainerBuilder;
import org.lxt.explain.Patching;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.ExplainedEntry;
import org.lxt.explain.result.PatchResult;
import org.lxt.explain.units.PatchBy;
import org.lxt.explain.units.PatchEffect;
import org.lxt.explain.units.UnitChoice;
import org.lxt.explain.units.UnitRelevance;
import org.lxt.json.JsonText;
import org.lxt.report.terminal.TerminalText;
import org.lxt.tasks.ask.TargetNames;
import org.lxt.tasks.source.ModelSource;
import org.lxt.tasks.source.OpenModel;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code lxt patch}. */
@CommandLine.Command(
        name = "patch",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Runs a prompt with another prompt's activations at some units, and tells what that does to the"
                + " answer: activation patching, or an estimate of it from one backward pass.",
        footer = {
            "",
            "Examples:",
            "  lxt patch --units 'layers.*.*.heads' --by unit --from \"Lars likes\" \"Tom likes\"",
            "  lxt patch --model DIR --units 'layers.*' --by position --from TEXT TEXT",
            "  lxt patch --model DIR --units 'layers.*.mlp.neurons' --estimate --rules relp --from TEXT TEXT",
            "",
            "Exit codes: 0 measured, 1 could not be measured, 2 called wrongly, 130 interrupted."
        })
final class PatchCommand implements Callable<Integer> {
    private static final int FEW = 10;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Parameters(arity = "1", paramLabel = "PROMPT", description = "The prompt that is run.")
    private String prompt = "";

    @Option(
            names = "--from",
            required = true,
            paramLabel = "TEXT",
            description = "The prompt whose activations are put in; of as many tokens, unless positions are named.")
    private String from = "";

    @Option(
            names = "--units",
            required = true,
            paramLabel = "UNITS",
            description =
                    "What is patched: NAME, 'NAME[UNITS]', NAME@POSITIONS or 'NAME[UNITS]@POSITIONS', where a name may"
                            + " be a pattern. Can be given several times.")
    private List<String> units = new ArrayList<>();

    @Option(
            names = "--by",
            paramLabel = "PARTS",
            converter = Parts.class,
            completionCandidates = Parts.class,
            description = "What is patched together in one run: choice, each value, each unit, each position, or each"
                    + " unit-at-position; value by default.")
    private PatchBy by = PatchBy.VALUE;

    @Option(
            names = "--estimate",
            description =
                    "Estimate each unit at each position from one backward pass: with --rules gradient attribution"
                            + " patching, with --rules relp RelP.")
    private boolean estimate;

    @Option(
            names = "--rules",
            paramLabel = "SET",
            completionCandidates = RuleSets.class,
            description = "The rules of an estimate; by default what the model's family prefers.")
    private @Nullable String rules;

    @Mixin
    private TargetOptions targets = new TargetOptions();

    @Option(names = "--top", paramLabel = "N", description = "List the N largest changes; ${DEFAULT-VALUE} by default.")
    private int top = FEW;

    @Option(names = "--json", paramLabel = "FILE", description = "Write all changes as JSON.")
    private @Nullable Path json;

    @Mixin
    private ModelOptions models = new ModelOptions();

    @Mixin
    private ComputeOptions compute = new ComputeOptions();

    @Mixin
    private PluginOptions plugins = new PluginOptions();

    /** Reads {@code unit-at-position} and the others. */
    static final class Parts implements CommandLine.ITypeConverter<PatchBy>, Iterable<String> {
        @Override
        public PatchBy convert(String value) {
            for (PatchBy by : PatchBy.values()) {
                if (name(by).equals(value)) {
                    return by;
                }
            }
            throw new CommandLine.TypeConversionException("'" + value + "' is none of " + String.join(", ", this));
        }

        @Override
        public Iterator<String> iterator() {
            return Stream.of(PatchBy.values()).map(Parts::name).iterator();
        }

        private static String name(PatchBy by) {
            return by.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Override
    public Integer call() throws IOException {
        if (top < 1) {
            throw new WrongUse("--top must be at least 1, not " + top);
        }
        if (rules != null && !estimate) {
            throw new WrongUse("--rules are about an --estimate; a run needs none");
        }
        List<UnitChoice> what = units.stream().map(UnitChoice::parse).toList();
        if (estimate && what.stream().anyMatch(c -> !c.equals(UnitChoice.of(c.name())))) {
            throw new WrongUse("an --estimate is made for all units at all positions; give --units names alone");
        }
        ModelSource source = models.source();
        ExplainerBuilder builder = source.builder();
        plugins.applyTo(builder, rules);
        compute.require(plugins.backends());
        compute.applyTo(builder);
        try (Interruption.Registration _ = Interruption.during(source::close);
                ProgressLine progress = ((LxtCommand) spec.root().userObject()).progress();
                Interruption.Registration _ = Interruption.during(progress::close);
                OpenModel model = source.open(builder.progress(progress))) {
            model.requireText();
            Explainer lxt = model.explainer();
            Patching patching = lxt.patching(Prompt.of(prompt), Prompt.of(from), target(lxt));
            if (estimate) {
                estimated(patching.estimate(what.stream().map(UnitChoice::name).toArray(String[]::new)));
            } else {
                measured(patching.run(what, by));
            }
        }
        return CommandLine.ExitCode.OK;
    }

    private Target target(Explainer lxt) {
        TargetNames names = targets.names();
        List<Target> chosen = names.chosen(lxt, Prompt.of(prompt));
        if (chosen.size() != 1) {
            throw new WrongUse(
                    "patching is measured by one target, not by " + chosen.size() + "; name one by --target");
        }
        return chosen.getFirst();
    }

    private void measured(PatchResult result) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        ExplainedEntry entry = result.target().getFirst();
        String other = result.inOther().isPresent()
                ? String.format(
                        Locale.ROOT,
                        ", %.4f in the other prompt",
                        result.inOther().getAsDouble())
                : "";
        out.printf(
                Locale.ROOT, "%s %.4f%s%n", TerminalText.quoted(entry.target().text()), result.before(), other);
        for (PatchEffect effect : result.strongest(top)) {
            double recovered = result.recovered(effect);
            String share = Double.isFinite(recovered) ? String.format(Locale.ROOT, "  %6.1f%%", 100 * recovered) : "";
            out.printf(
                    Locale.ROOT,
                    "%+10.4f%s  %s%n",
                    effect.change(),
                    share,
                    TerminalText.visible(effect.what().toString()));
        }
        out.flush();
        if (json != null) {
            ObjectNode root =
                    JsonText.object().put("target", entry.target().text()).put("before", result.before());
            result.inOther().ifPresent(value -> root.put("in_other", value));
            ArrayNode effects = root.putArray("effects");
            result.effects()
                    .forEach(e -> effects.addObject()
                            .put("units", e.what().toString())
                            .put("after", e.after())
                            .put("change", e.change()));
            write(root);
        }
    }

    private void estimated(List<UnitRelevance> values) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        record One(String name, UnitRelevance.At at) {}
        values.stream()
                .flatMap(v -> v.strongestAtTokens(top).stream()
                        .map(at -> new One(v.site().path() + "[" + at.unit() + "]@" + at.token(), at)))
                .sorted(Comparator.comparingDouble(one -> -Math.abs(one.at().relevance())))
                .limit(top)
                .forEach(one -> out.printf(
                        Locale.ROOT, "%+10.4f  %s%n", one.at().relevance(), TerminalText.visible(one.name())));
        out.flush();
        if (json != null) {
            ObjectNode root = JsonText.object();
            ArrayNode all = root.putArray("estimates");
            for (UnitRelevance value : values) {
                ObjectNode node = all.addObject()
                        .put("site", value.site().path())
                        .put("tokens", value.tokens())
                        .put("units", value.units());
                ArrayNode change = node.putArray("change");
                for (double estimate : value.relevance()) {
                    change.add(estimate);
                }
            }
            write(root);
        }
    }

    private void write(ObjectNode root) throws IOException {
        Path file = json;
        if (file != null) {
            Files.writeString(file, JsonText.indented(root) + "\n");
            spec.commandLine().getOut().println("written to " + TerminalText.visible(file.toString()));
        }
    }
}
