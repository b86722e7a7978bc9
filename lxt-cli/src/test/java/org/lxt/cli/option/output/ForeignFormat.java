// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.option.output;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.lxt.report.Report;
import org.lxt.report.format.Destination;
import org.lxt.report.format.RenderOptions;
import org.lxt.report.format.ReportFormat;
import org.lxt.report.format.Trait;

/** A format as somebody else would write one: the target, each in a file of its own. */
record ForeignFormat(String name) implements ReportFormat {
    @Override
    public List<String> extensions() {
        return List.of("md");
    }

    @Override
    public String purpose() {
        return "Write a page for a wiki.";
    }

    @Override
    public Set<Trait> traits() {
        return EnumSet.of(Trait.TEXT);
    }

    /** A text among the options goes before the target. */
    @Override
    public void write(Report report, RenderOptions options, Destination destination) throws IOException {
        String before = options.get(String.class, "");
        for (int i = 0; i < report.explained().size(); i++) {
            destination
                    .part(i)
                    .write(before + report.explained().get(i).target().text());
        }
    }
}
