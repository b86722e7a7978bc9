// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.terminal;

/** What can show how far work is, or knows that there is no terminal to show it on. */
public interface ShowsProgress {
    /** A line for one piece of work. */
    ProgressLine progress();
}
