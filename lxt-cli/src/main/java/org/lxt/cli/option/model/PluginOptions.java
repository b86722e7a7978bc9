// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.option.model;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lxt.explain.ExplainerBuilder;
import org.lxt.explain.method.name.MethodKind;
import org.lxt.explain.method.name.MethodKinds;
import org.lxt.explain.method.name.MethodName;
import org.lxt.explain.request.ExplainException;
import org.lxt.report.format.ReportFormat;
import org.lxt.report.terminal.TerminalText;
import org.lxt.rules.RuleSet;
import org.lxt.spi.checkpoint.ModelException;
import org.lxt.spi.host.ModelMap;
import org.lxt.spi.host.PluginFolder;
import org.lxt.tensor.backend.BackendProvider;
import org.lxt.tensor.backend.Backends;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** Options for plugins that are not installed with the program. */
public final class PluginOptions {
    private static final String OPTION = "--plugins";
    private static final String VARIABLE = "LXT_PLUGINS";
    private static final String FILE_OF_ARGUMENTS = "@";

    @CommandLine.Spec(CommandLine.Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = OPTION,
            paramLabel = "DIR",
            description = "Use the plugins in this folder of jars, too; by default that of the environment variable "
                    + VARIABLE + ", if it is set.")
    private @Nullable Path folder;

    private @Nullable ModelMap models;
    private @Nullable PluginFolder opened;

    /** The families of all plugins; what is wrong with a plugin is printed on standard error. */
    public ModelMap models() {
        ModelMap map = quietModels();
        sayIfEmpty();
        map.problems()
                .forEach(problem -> spec.commandLine()
                        .getErr()
                        .println("lxt: plugin not used: " + TerminalText.visible(problem.toString())));
        return map;
    }

    /** The families of all plugins. */
    public ModelMap quietModels() {
        ModelMap map = models;
        if (map == null) {
            PluginFolder plugins = plugins();
            map = plugins == null ? ModelMap.defaults() : ModelMap.defaults().with(plugins);
            models = map;
        }
        return map;
    }

    /** A folder that was given and holds nothing is probably not the one that was meant. */
    public void sayIfEmpty() {
        PluginFolder plugins = folder == null ? null : plugins();
        if (plugins != null && plugins.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println("lxt: no plugins used: the folder " + TerminalText.visible(String.valueOf(folder))
                            + " has no file *.jar");
        }
    }

    /** All backends, best first. */
    public List<BackendProvider> backends() {
        return Backends.with(ownBackends());
    }

    /** The backends of the folder of plugins. */
    public List<BackendProvider> ownBackends() {
        PluginFolder plugins = plugins();
        return plugins == null ? List.of() : plugins.backends();
    }

    /**
     * The formats of reports in the folder that a command line names. They are options themselves, so they are asked for
     * before the command line is parsed.
     */
    public List<ReportFormat> formats(String... args) {
        if (opened == null) {
            opened = open(named(args));
        }
        return opened == null ? List.of() : opened.of(ReportFormat.class);
    }

    /** Null where no folder is named, or where the parser will refuse how it is. */
    private static @Nullable Path named(String... args) {
        if (Stream.of(args).noneMatch(a -> a.startsWith(OPTION) || a.startsWith(FILE_OF_ARGUMENTS))) {
            return null;
        }
        OptionSpec option =
                OptionSpec.builder(OPTION).paramLabel("DIR").type(Path.class).build();
        CommandLine line = new CommandLine(CommandSpec.create().addOption(option)).setUnmatchedArgumentsAllowed(true);
        try {
            return line.parseArgs(args).matchedOptionValue(OPTION, (Path) null);
        } catch (CommandLine.ParameterException _) {
            return null;
        }
    }

    private @Nullable PluginFolder plugins() {
        if (opened == null) {
            opened = open(folder);
        }
        return opened;
    }

    private static @Nullable PluginFolder open(@Nullable Path folder) {
        if (folder != null) {
            return PluginFolder.open(folder, ReportFormat.class, MethodKind.class);
        }
        String variable = System.getenv(VARIABLE);
        return variable == null || variable.isEmpty() ? null : ofVariable(variable);
    }

    private static PluginFolder ofVariable(String folder) {
        try {
            return PluginFolder.open(Path.of(folder), ReportFormat.class, MethodKind.class);
        } catch (ModelException e) {
            throw new ModelException("the environment variable " + VARIABLE + " is wrong: " + e.getMessage(), e);
        }
    }

    /**
     * Has a checkpoint opened with these plugins.
     *
     * @param rules name of the rule set, or null for the family's default
     */
    public void applyTo(ExplainerBuilder builder, @Nullable String rules) {
        builder.models(models()).backends(ownBackends());
        if (rules != null) {
            builder.rules(known(rules));
        }
    }

    private String known(String rules) {
        Set<String> names = ruleSets();
        if (!names.contains(rules)) {
            throw wrong("there is no rule set '" + rules + "'; there are: " + String.join(", ", names));
        }
        return rules;
    }

    private Set<String> ruleSets() {
        TreeSet<String> names = new TreeSet<>();
        quietModels()
                .families()
                .forEach(f -> f.ruleSets().stream().map(RuleSet::name).forEach(names::add));
        return names;
    }

    /** The methods of a list of names, without those that are named twice: {@link #method}. */
    public List<MethodName> methods(List<String> names) {
        return names.stream().map(this::method).distinct().toList();
    }

    /** The method of a name, also of one that a plugin has; what is wrong with a plugin is printed on standard error. */
    public MethodName method(String name) {
        PluginFolder plugins = plugins();
        MethodKinds kinds = MethodKinds.find().and(plugins == null ? List.of() : plugins.of(MethodKind.class));
        kinds.problems()
                .forEach(problem ->
                        spec.commandLine().getErr().println("lxt: method not used: " + TerminalText.visible(problem)));
        Set<String> sets = ruleSets();
        MethodName method;
        try {
            method = MethodName.of(name, kinds);
        } catch (ExplainException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
        String rules = method.rules().orElse("");
        if (rules.equals(method.toString()) && !sets.contains(rules)) {
            throw wrong("there is no method '" + rules + "'; there are the rule sets " + String.join(", ", sets)
                    + " and the methods " + String.join(", ", kinds.names()));
        }
        return method;
    }

    private CommandLine.ParameterException wrong(String message) {
        return new CommandLine.ParameterException(spec.commandLine(), message);
    }
}
