// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.option.model;

import org.lxt.explain.ExplainerBuilder;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The option for the memory of packed weights. */
public final class PackOption {
    private static final long MEGABYTE = 1_000_000;

    @CommandLine.Spec(CommandLine.Spec.Target.MIXEE)
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Option(
            names = "--pack-memory",
            paramLabel = "MB",
            description =
                    "Keep weights laid out for the vector backend in so much of the heap, from their second use on;"
                            + " ${DEFAULT-VALUE} by default. It saves time where many prompts or images are explained.")
    private int megabytes;

    public void applyTo(ExplainerBuilder builder) {
        long heap = Runtime.getRuntime().maxMemory() / MEGABYTE;
        if (megabytes < 0 || megabytes > heap) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "--pack-memory must be from 0 to " + heap + " MB, which the heap has, not " + megabytes
                            + "; a larger heap, such as by LXT_JAVA_OPTS=-Xmx16g, takes more");
        }
        builder.packMemory(megabytes * MEGABYTE);
    }
}
