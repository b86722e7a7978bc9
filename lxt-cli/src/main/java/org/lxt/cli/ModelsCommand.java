package org.lxt.cli;

import java.io.PrintWriter;
import java.util.stream.Collectors;
import org.lxt.rules.RuleSet;
import org.lxt.spi.ModelFamily;
import org.lxt.spi.ModelMap;
import picocli.CommandLine;

/** {@code lxt models}. */
@CommandLine.Command(
        name = "models",
        mixinStandardHelpOptions = true,
        description = "Lists the model families that are installed, with their plugins and rule sets.",
        footer = {"", "Example:", "  lxt models", "", "Exit code: 0."})
final class ModelsCommand implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        ModelMap models = ModelMap.defaults();
        if (models.families().isEmpty()) {
            out.println("no plugin is installed");
        }
        for (ModelFamily family : models.families()) {
            Columns columns = new Columns(out);
            columns.fact("family", family.name());
            columns.fact("architectures", String.join(", ", family.architectures()));
            columns.fact("plugin", family.origin());
            columns.fact("rule sets", ruleSets(family));
        }
    }

    /** Rule sets that a family has, and the one it prefers. */
    static String ruleSets(ModelFamily family) {
        return family.ruleSets().stream().map(RuleSet::name).collect(Collectors.joining(", ")) + "; default "
                + family.defaultRules();
    }
}
