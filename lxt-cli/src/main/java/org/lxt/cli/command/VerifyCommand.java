// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.lxt.cli.option.compute.ComputeOptions;
import org.lxt.cli.option.model.ModelOptions;
import org.lxt.cli.option.model.PluginOptions;
import org.lxt.cli.process.Interruption;
import org.lxt.evaluate.verify.ModelVerification;
import org.lxt.evaluate.verify.Verdict;
import org.lxt.explain.Explainer;
import org.lxt.explain.ExplainerBuilder;
import org.lxt.report.terminal.TerminalText;
import org.lxt.rules.RuleSet;
import org.lxt.tasks.source.ModelSource;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lxt verify}. */
@CommandLine.Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Checks rules, ledger and gradients of a checkpoint, without a reference.",
        footer = {
            "",
            "Under each rule set: whether everything that is not linear has a rule, and whether the account of relevance closes."
                    + " Of the plain gradient: whether it is what finite differences show.",
            "",
            "Example:",
            "  lxt verify --model DIR --full",
            "",
            "Exit codes: 0 all hold, 1 one does not, 2 called wrongly."
        })
final class VerifyCommand implements Callable<Integer> {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Mixin
    private ModelOptions models = new ModelOptions();

    @Option(names = "--full", description = "Print what each check found, and not only a line about all of them.")
    private boolean full;

    @Mixin
    private ComputeOptions compute = new ComputeOptions();

    @Mixin
    private PluginOptions plugins = new PluginOptions();

    @Override
    public Integer call() {
        ModelSource source = models.source();
        try (Interruption.Registration _ = Interruption.during(source::close)) {
            ExplainerBuilder builder = source.builder();
            plugins.applyTo(builder, null);
            compute.require(plugins.backends());
            compute.applyTo(builder);
            try (Explainer explainer = builder.open()) {
                return show(explainer, new ModelVerification(explainer, ruleSets(explainer)).run());
            }
        }
    }

    private List<RuleSet> ruleSets(Explainer explainer) {
        String family = explainer.identity().family();
        return plugins.quietModels().families().stream()
                .filter(f -> f.name().equals(family))
                .findFirst()
                .orElseThrow()
                .ruleSets();
    }

    private int show(Explainer explainer, List<Verdict> verdicts) {
        PrintWriter out = spec.commandLine().getOut();
        List<Verdict> failed = verdicts.stream().filter(v -> !v.passed()).toList();
        for (Verdict v : full ? verdicts : failed) {
            out.println(TerminalText.visible((v.passed() ? "ok    " : "FAIL  ") + v.check() + ": " + v.finding()));
        }
        String result = failed.isEmpty() ? "all hold" : failed.size() + " failed";
        out.println(TerminalText.visible(explainer.identity().checkpoint() + ", family "
                + explainer.identity().family() + ": " + verdicts.size() + " checks of rules, ledger and gradient, "
                + result));
        return failed.isEmpty() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }
}
