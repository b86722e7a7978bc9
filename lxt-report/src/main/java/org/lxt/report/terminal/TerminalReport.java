// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.terminal;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.lxt.report.Explained;
import org.lxt.report.RankedPassage;
import org.lxt.report.Report;
import org.lxt.report.format.Destination;
import org.lxt.report.format.RenderOptions;
import org.lxt.report.format.ReportFormat;
import org.lxt.report.format.Trait;

/** Reports as text: what the command line prints, in the colours of a terminal, and what it writes to a file, without. */
@AutoService(ReportFormat.class)
public final class TerminalReport implements ReportFormat {
    /** For {@link java.util.ServiceLoader}. */
    public TerminalReport() {}

    @Override
    public String name() {
        return "text";
    }

    @Override
    public List<String> extensions() {
        return List.of("txt");
    }

    @Override
    public String purpose() {
        return "Write what the terminal shows, without colours.";
    }

    @Override
    public Set<Trait> traits() {
        return EnumSet.allOf(Trait.class);
    }

    @Override
    public void write(Report report, RenderOptions options, Destination destination) throws IOException {
        destination.write(toString(report, options.get(TerminalView.class, TerminalView.PLAIN)));
    }

    /** The report as text of a width, with the sequences that colour a terminal where there are colours. */
    public static String toString(Report report, TerminalView view) {
        StringWriter text = new StringWriter();
        Terminal terminal = new Terminal(new PrintWriter(text), view.colors(), view.width());
        if (report.matrix()) {
            new TerminalMatrix(terminal, report).print();
        } else if (report.image() == null) {
            TerminalHeatmap heatmap = new TerminalHeatmap(terminal, view);
            for (int i = 0; i < report.explained().size(); i++) {
                if (!report.ranking().isEmpty()) {
                    printPassage(terminal, report.ranking().get(i));
                }
                heatmap.print(report.model(), report.explained().get(i));
            }
        } else if (report.isGrid()) {
            new TerminalGrid(terminal, report).print();
        } else {
            TerminalImage image = new TerminalImage(terminal, report);
            for (Explained e : report.explained()) {
                image.print(e, view.limit());
            }
        }
        return text.toString();
    }

    private static void printPassage(Terminal terminal, RankedPassage passage) {
        terminal.prose(
                String.format(
                        Locale.ROOT,
                        "%d. %s, score %.4f",
                        passage.rank(),
                        TerminalText.visible(passage.name()),
                        passage.score()),
                0);
    }
}
