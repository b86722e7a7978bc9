// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.option.model;

import org.lxt.cli.terminal.ProgressLine;
import org.lxt.cli.terminal.PullLine;
import org.lxt.cli.terminal.ShowsProgress;
import org.lxt.cli.terminal.TerminalProbe;
import org.lxt.hub.Hub;
import org.lxt.hub.PullListener;
import org.lxt.hub.settings.HubSettings;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** How models of a hub are had; the rest is in the environment. */
public final class HubOptions {
    @Option(names = "--offline", description = "Ask nothing of the hub: models come from the cache, or not at all.")
    private boolean offline;

    /** The hub that the environment names. */
    public Hub hub() {
        HubSettings settings = HubSettings.ofEnvironment();
        return Hub.of(offline ? settings.withOffline(true) : settings);
    }

    /** What shows a pull on the terminal of a command, if there is one. */
    public static PullListener onTerminal(ProgressLine line) {
        return line.isShown() ? new PullLine(line, TerminalProbe.run().width(System.getenv())) : PullListener.NONE;
    }

    /** The line of progress of a command. */
    static ProgressLine line(CommandLine.Model.CommandSpec command) {
        return command.root().userObject() instanceof ShowsProgress root ? root.progress() : ProgressLine.hidden();
    }
}
