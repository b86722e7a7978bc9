// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lxt.cli.plugin.PluginProject;
import org.lxt.report.terminal.TerminalText;
import org.lxt.spi.ModelFamily;
import org.lxt.spi.host.ModelMap;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lxt new-plugin}. */
@CommandLine.Command(
        name = "new-plugin",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Writes a project for a plugin with a model family of your own: it compiles, and passes the contract of"
                        + " plugins.",
        footer = {
            "",
            "Example:",
            "  lxt new-plugin helium --package com.acme.helium",
            "",
            "Exit codes: 0 written, 1 could not be written, 2 called wrongly."
        })
final class NewPluginCommand implements Callable<Integer> {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");
    private static final Pattern PACKAGE = Pattern.compile("[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)*");

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Parameters(
            paramLabel = "NAME",
            description = "The family's name, as model_type of its checkpoints has it: small letters, digits and"
                    + " underscores.")
    private String name = "";

    @Option(
            names = "--package",
            paramLabel = "PACKAGE",
            description = "Package and module of the plugin; org.example.NAME by default.")
    private @Nullable String packageName;

    @Option(
            names = "--into",
            paramLabel = "DIR",
            description = "Write the project into this folder, which must not exist or be empty; lxt-models-NAME by"
                    + " default.")
    private @Nullable Path folder;

    @Override
    public Integer call() throws IOException {
        if (!NAME.matcher(name).matches()) {
            throw usage(
                    "a family's name begins with a letter and is made of small letters, digits and single underscores,"
                            + " and '" + name + "' is not");
        }
        for (ModelFamily family : ModelMap.defaults().families()) {
            if (family.name().equals(name)) {
                throw usage("there is a family '" + name + "' already, of " + family.origin()
                        + ", and two of one name are refused; choose another name");
            }
        }
        String ownPackage = packageName == null ? "org.example." + name : packageName;
        if (!PACKAGE.matcher(ownPackage).matches() || PluginProject.hasKeyword(ownPackage)) {
            throw usage("'" + ownPackage + "' is not a package name; --package names one, such as com.acme." + name
                    + (PluginProject.hasKeyword(name) ? "s" : ""));
        }
        Path target = folder == null ? Path.of("lxt-models-" + name) : folder;
        new PluginProject(name, capital(name), ownPackage).write(target);
        spec.commandLine()
                .getOut()
                .println("written to " + TerminalText.visible(target.toString())
                        + "; build it with 'mvn package', README.md says how to go on");
        return CommandLine.ExitCode.OK;
    }

    /** A name of a class: {@code GptNeox} for {@code gpt_neox}. */
    private static String capital(String name) {
        return Arrays.stream(name.split("_"))
                .map(part -> part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1))
                .collect(Collectors.joining());
    }

    private CommandLine.ParameterException usage(String message) {
        return new CommandLine.ParameterException(spec.commandLine(), message);
    }
}
