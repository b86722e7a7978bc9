// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.command;

import java.io.PrintWriter;
import java.util.stream.Collectors;
import org.lxt.cli.option.model.PluginOptions;
import org.lxt.cli.terminal.Columns;
import org.lxt.rules.RuleSet;
import org.lxt.spi.ModelFamily;
import org.lxt.spi.host.ModelMap;
import org.lxt.spi.host.PluginProblem;
import picocli.CommandLine;

/** {@code lxt models}. */
@CommandLine.Command(
        name = "models",
        mixinStandardHelpOptions = true,
        description =
                "Lists the model families that are installed, with their plugins and rule sets, and the plugins that"
                        + " cannot be used.",
        footer = {"", "Examples:", "  lxt models", "  lxt models --plugins DIR", "", "Exit code: 0."})
final class ModelsCommand implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @CommandLine.Mixin
    private PluginOptions plugins = new PluginOptions();

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        ModelMap models = plugins.quietModels();
        plugins.sayIfEmpty();
        if (models.families().isEmpty()) {
            out.println("no plugin is installed");
        }
        for (ModelFamily family : models.families()) {
            Columns columns = new Columns(out);
            columns.fact("family", family.name());
            columns.fact("architectures", String.join(", ", family.architectures()));
            columns.fact("plugin", family.origin());
            columns.fact("version", family.version().orElse("unknown"));
            columns.fact("rule sets", ruleSets(family));
        }
        for (PluginProblem problem : models.problems()) {
            Columns columns = new Columns(out);
            columns.fact("problem", problem.toString());
        }
    }

    /** Rule sets that a family has, and the one it prefers. */
    static String ruleSets(ModelFamily family) {
        return family.ruleSets().stream().map(RuleSet::name).collect(Collectors.joining(", ")) + "; default "
                + family.defaultRules();
    }
}
