// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.option.output;

import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lxt.cli.terminal.ColorChoice;
import org.lxt.cli.terminal.TerminalProbe;
import org.lxt.report.Report;
import org.lxt.report.terminal.TerminalView;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Options for how an explanation is shown, above all in the terminal. */
public final class TerminalOptions {
    @CommandLine.Spec(CommandLine.Spec.Target.MIXEE)
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Option(
            names = "--words",
            description = "Show words instead of tokens, in files too; the relevance of a word is the sum of its"
                    + " tokens'.")
    private boolean words;

    @Option(
            names = "--segments",
            description =
                    "Show relevance by parts of the prompt, too, in files as well: by document, message of a chat or"
                            + " text of a pair, each with its sentences.")
    private boolean segments;

    @Option(names = "--layers", description = "Show relevance at every layer, too: tokens down, layers across.")
    private boolean layers;

    @Option(
            names = "--top",
            paramLabel = "N",
            description = "List the N most relevant tokens or words; without it, " + TerminalView.FEW + ".")
    private @Nullable Integer top;

    @Option(names = "--all", description = "List all tokens or words.")
    private boolean all;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            converter = Whens.class,
            completionCandidates = Whens.class,
            description = "auto (if it is a terminal that has colours and NO_COLOR is not set), always or never.")
    private ColorChoice color = ColorChoice.AUTO;

    /** Reads {@code auto}, {@code always} and {@code never}. */
    static final class Whens implements CommandLine.ITypeConverter<ColorChoice>, Iterable<String> {
        @Override
        public ColorChoice convert(String value) {
            for (ColorChoice when : ColorChoice.values()) {
                if (name(when).equals(value)) {
                    return when;
                }
            }
            throw new CommandLine.TypeConversionException("'" + value + "' is none of auto, always and never");
        }

        @Override
        public Iterator<String> iterator() {
            return Stream.of(ColorChoice.values()).map(Whens::name).iterator();
        }

        private static String name(ColorChoice when) {
            return when.name().toLowerCase(Locale.ROOT);
        }
    }

    /** Refuses values that make no sense. */
    public void require() {
        if (top != null && all) {
            throw new CommandLine.ParameterException(spec.commandLine(), "give --top N or --all, not both");
        }
        if (top != null && top < 1) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--top must be at least 1");
        }
    }

    /** Whether something was asked for that only tokens have. */
    public boolean isAboutTokens() {
        return words || segments || layers;
    }

    /** What reports are to show. */
    public Report shown(Report report) {
        Report inWords = words ? report.inWords() : report;
        return segments ? inWords.inSegments() : inWords;
    }

    /** Whether parts of prompts were asked for. */
    public boolean isInSegments() {
        return segments;
    }

    /** Whether words were asked for. */
    public boolean isInWords() {
        return words;
    }

    /** How many rows are listed at most. */
    private int limit() {
        return all ? Integer.MAX_VALUE : top != null ? top : TerminalView.FEW;
    }

    /** How the terminal that the command prints to shows a report. */
    public TerminalView onTerminal() {
        TerminalProbe probe = TerminalProbe.run();
        Map<String, String> environment = System.getenv();
        return new TerminalView(color.of(environment, probe.isTerminal()), probe.width(environment), limit(), layers);
    }

    /** How a file shows a report as text. */
    public TerminalView inFile() {
        TerminalView plain = TerminalView.PLAIN;
        return new TerminalView(plain.colors(), plain.width(), limit(), layers);
    }
}
