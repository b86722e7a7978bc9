// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.option.prompt;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lxt.tasks.ask.TargetNames;
import picocli.CommandLine.Option;

/** Options for what is explained. */
public final class TargetOptions {
    @Option(
            names = "--target",
            paramLabel = "TOKEN",
            description =
                    "Explain the logit of this token or label instead of the largest: its text, or a bare number for its"
                            + " id (text:8 is the token \"8\"). Can be given several times.")
    public List<String> targets = new ArrayList<>();

    @Option(
            names = "--contrast",
            paramLabel = "TOKEN",
            description = "Explain the advantage over this token; 'others' for the mean of all others.")
    List<String> contrasts = new ArrayList<>();

    @Option(
            names = "--position",
            paramLabel = "N",
            description = "Explain the output at token N of the prompt, from 0, or from the end with -1 the last.")
    @Nullable
    public Integer position;

    /** What these options name. */
    public TargetNames names() {
        return new TargetNames(targets, contrasts, position);
    }
}
