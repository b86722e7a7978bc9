// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.terminal;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.lxt.report.Explained;
import org.lxt.report.Report;
import org.lxt.report.internal.Wording;
import org.lxt.report.internal.scale.MatrixTable;
import org.lxt.report.internal.scale.MatrixTable.Line;
import org.lxt.report.internal.scale.RelevanceScale;

/**
 * Prints a matrix of prompt and answer: a line for each token or word of the answer, with a strip of what it came from. Where
 * there are more columns than room, neighbours are added up in one place of the strip.
 */
final class TerminalMatrix {
    private static final int GAP = 2;
    private static final int NUMBER = 10;
    private static final int WIDEST_LABEL = 18;
    private static final int DIGITS = 9;
    private static final int NARROWEST_LINE = 24;
    private static final int SHORTEST_LABEL = 6;
    private static final int APART = 10;

    private final Terminal terminal;
    private final Report report;
    private final MatrixTable table;
    /** How many numbers have room on a line: value, relevance, and what was absorbed. */
    private final int figures;

    private final int label;
    private final int room;
    /** So many columns in one place of the strip. */
    private final int bunch;

    TerminalMatrix(Terminal terminal, Report report) {
        this.terminal = terminal;
        this.report = report;
        this.table = MatrixTable.of(report);
        int longest = table.lines().stream()
                .mapToInt(l -> DisplayWidth.of(TerminalText.quoted(l.column().name())))
                .max()
                .orElse(0);
        int wanted = table.hasLedger() ? 3 : 2;
        this.figures = Math.clamp((terminal.width() - NARROWEST_LINE) / (NUMBER + GAP), 0, wanted);
        int free = terminal.width() - figures * (NUMBER + GAP) - GAP;
        this.label = Math.min(longest, Math.clamp(free - terminal.width() / 3, SHORTEST_LABEL, WIDEST_LABEL));
        // one place parts prompt and answer
        this.room = Math.max(2, free - label - 1);
        this.bunch = bunch();
    }

    /** The fewest columns together with which prompt and answer, each by itself, have room. */
    private int bunch() {
        int count = 1;
        while (places(table.answer(), count) + places(table.columns().size() - table.answer(), count) > room) {
            count++;
        }
        return count;
    }

    private static int places(int columns, int bunch) {
        return (columns + bunch - 1) / bunch;
    }

    void print() {
        TerminalFacts facts = new TerminalFacts(terminal);
        Explained first = report.explained().getFirst();
        facts.printModel(report.model(), first.rules());
        terminal.line();
        double[][] strips = table.lines().stream().map(this::strip).toArray(double[][]::new);
        RelevanceScale scale = scale(strips);
        List<String> heads = List.of("value", "at " + table.noun() + "s", "absorbed");
        terminal.line(" ".repeat(label + GAP)
                + heads.stream().limit(figures).map(TerminalMatrix::head).collect(Collectors.joining())
                + ruler());
        for (int i = 0; i < strips.length; i++) {
            print(table.lines().get(i), strips[i], scale);
        }
        terminal.line();
        legend(scale, strips);
        account();
        facts.printTime(first.timing().forward(), first.timing().backward());
        terminal.line();
    }

    private static String head(String text) {
        return " ".repeat(NUMBER - text.length()) + text + " ".repeat(GAP);
    }

    private void print(Line line, double[] strip, RelevanceScale scale) {
        StringBuilder text = new StringBuilder();
        text.append(DisplayWidth.padded(TerminalText.quoted(line.column().name(), label), label))
                .append(" ".repeat(GAP));
        DoubleStream.of(line.value(), line.total(), line.absorbed())
                .limit(figures)
                .forEach(n -> number(text, n));
        int parted = places(table.answer(), bunch);
        int seen = parted + places(Math.max(0, line.seen() - table.answer()), bunch);
        for (int i = 0; i < strip.length; i++) {
            text.append(i == parted ? "|" : "").append(i < seen ? cell(strip[i], scale) : "");
        }
        terminal.line(text.toString());
    }

    private static void number(StringBuilder text, double value) {
        String number = TerminalRows.number(value);
        text.append(" ".repeat(Math.max(0, NUMBER - number.length())))
                .append(number)
                .append(" ".repeat(GAP));
    }

    private double[] strip(Line line) {
        double[] strip = new double[place(table.columns().size() - 1) + 1];
        for (int i = 0; i < line.relevance().length; i++) {
            strip[place(i)] += line.relevance()[i];
        }
        return strip;
    }

    /** Of the columns as they are where each has its place, else fitted to places in the same way. */
    private RelevanceScale scale(double[][] strips) {
        if (bunch == 1) {
            return RelevanceScale.fitted(table);
        }
        Set<Integer> resting = table.columns().stream()
                .filter(MatrixTable.Column::resting)
                .map(c -> place(c.index()))
                .collect(Collectors.toSet());
        return RelevanceScale.most(IntStream.range(0, strips.length).boxed().flatMapToDouble(row -> {
            int near = place(Math.max(0, table.lines().get(row).column().index() - 1));
            return IntStream.range(0, near)
                    .filter(place -> !resting.contains(place))
                    .mapToDouble(place -> strips[row][place]);
        }));
    }

    /** Where in the strip a column is. */
    private int place(int column) {
        int answer = table.answer();
        return column < answer ? column / bunch : places(answer, bunch) + (column - answer) / bunch;
    }

    private String cell(double relevance, RelevanceScale scale) {
        double strength = scale.strength(relevance);
        int digit = (int) Math.round(Math.abs(strength) * DIGITS);
        String mark = digit == 0 ? "." : Character.toString((strength > 0 ? '0' : 'a' - 1) + digit);
        if (terminal.colors().fill()) {
            mark = digit == 0 ? "." : !scale.clips(relevance) ? " " : strength > 0 ? "+" : "-";
        }
        return digit == 0 ? mark : terminal.colors().paint(mark, strength);
    }

    /** Numbers of columns, each where its column is. */
    private String ruler() {
        StringBuilder ruler = new StringBuilder();
        int parted = places(table.answer(), bunch);
        for (int place = 0; place < parted; place += APART) {
            String number = Integer.toString(place * bunch);
            if (place + number.length() <= parted) {
                ruler.append(" ".repeat(Math.max(0, place - ruler.length()))).append(number);
            }
        }
        String answer = Integer.toString(table.answer());
        if (ruler.length() < parted + 1 && parted + 1 + answer.length() <= room + 1) {
            ruler.append(" ".repeat(parted + 1 - ruler.length())).append(answer);
        }
        return ruler.toString();
    }

    private void legend(RelevanceScale scale, double[][] strips) {
        String noun = table.noun();
        terminal.prose(
                "  each line explains one " + noun + " of the answer; its strip has the " + table.answer() + " "
                        + noun + "s of the prompt, then those of the answer before it, "
                        + (bunch == 1 ? "one in each place" : bunch + " added up in each place"),
                2);
        boolean clips = Arrays.stream(strips).flatMapToDouble(DoubleStream::of).anyMatch(scale::clips);
        String limit = TerminalRows.limit(scale);
        terminal.prose(
                "  one scale for all lines, which ends at " + limit
                        + (clips ? ", where the strongest hundredth lies beyond: " : ": ")
                        + (terminal.colors().fill()
                                ? "red for it, blue against it, . hardly anything, + and - beyond the scale"
                                : "1 to 9 for it, a to i against it, . hardly anything; 9 and i are the scale's end and"
                                        + " beyond"),
                2);
    }

    private void account() {
        terminal.prose("  " + Wording.accounts(report), 2);
    }
}
