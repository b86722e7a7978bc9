// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.option.output;

import picocli.CommandLine.Option;

/** Options for how much is printed. */
public final class OutputOptions {
    @Option(names = "--quiet", description = "Show no heatmap; only write the reports that were asked for.")
    public boolean quiet;

    @Option(
            names = "--verbose",
            description = "Tell on standard error what computed, how long each part took and how much memory.")
    public boolean verbose;
}
