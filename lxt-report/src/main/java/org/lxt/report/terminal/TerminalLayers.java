// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.lxt.explain.result.LatentRelevance;
import org.lxt.report.internal.scale.RelevanceScale;
import org.lxt.report.internal.scale.Rows;
import org.lxt.report.internal.scale.Strongest;

/** Relevance of the hidden states: a row for each token or word, a column for each layer. */
final class TerminalLayers {
    private static final int GAP = 2;
    private static final int WIDEST_CELL = 5;
    private static final int DIGITS = 9;
    private static final int SHORTEST_LABEL = 12;
    private static final int WIDEST_LABEL = 24;

    private final Terminal terminal;
    private final Rows rows;
    private final RelevanceScale scale;

    TerminalLayers(Terminal terminal, Rows rows) {
        this.terminal = terminal;
        this.rows = rows;
        this.scale = RelevanceScale.fittedToSites(rows);
    }

    void print(int limit) {
        List<Rows.Row> shown = Strongest.atAnySite(rows, limit);
        int index = shown.stream().mapToInt(r -> r.tokens().length()).max().orElse(0);
        int longest = shown.stream()
                .mapToInt(r -> DisplayWidth.of(TerminalText.quoted(r.name())))
                .max()
                .orElse(0);
        // Labels get what columns of a readable width leave, but some in any case; columns then share the rest.
        int free = terminal.width() - index - 2 * GAP;
        int least = Math.min(longest, Math.min(SHORTEST_LABEL, terminal.width() / 4));
        List<Integer> sites = sites(free - least);
        int cell = Math.clamp((free - Math.min(longest, WIDEST_LABEL)) / sites.size(), 1, WIDEST_CELL);
        int label = Math.min(longest, free - sites.size() * cell);
        int before = index + label + 2 * GAP;
        terminal.prose(heading(shown.size()), 0);
        terminal.line(" ".repeat(before) + numbers(sites, cell));
        for (Rows.Row row : shown) {
            StringBuilder line = new StringBuilder();
            line.append(" ".repeat(index - row.tokens().length())).append(row.tokens());
            line.append("  ").append(DisplayWidth.padded(TerminalText.quoted(row.name(), label), label));
            line.append("  ");
            sites.forEach(s -> line.append(cell(rows.latent().get(s).at(row.index()), cell)));
            terminal.line(line.toString());
        }
        legend(sites, index + least + 2 * GAP);
    }

    private String heading(int shown) {
        return "through the layers: " + TerminalRows.counted(rows, shown)
                + (shown < rows.all().size() ? " at any layer" : "");
    }

    /** All sites if they fit, else as many as do, evenly spaced from the first to the last. */
    private List<Integer> sites(int room) {
        int count = rows.latent().size();
        if (count <= room) {
            return IntStream.range(0, count).boxed().toList();
        }
        return IntStream.range(0, room)
                .mapToObj(i -> (int) Math.round((double) i * (count - 1) / (room - 1)))
                .toList();
    }

    /** Numbers of layers, each ending where its column ends, as many as have room. */
    private String numbers(List<Integer> sites, int cell) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < sites.size(); i++) {
            String number = Integer.toString(sites.get(i));
            int start = (i + 1) * cell - number.length();
            if (start >= line.length() + (line.isEmpty() ? 0 : 1)) {
                line.append(" ".repeat(start - line.length())).append(number);
            }
        }
        return line.toString();
    }

    private String cell(double relevance, int width) {
        double strength = scale.strength(relevance);
        int digit = (int) Math.round(Math.abs(strength) * DIGITS);
        String mark = digit == 0 ? "." : Character.toString((strength > 0 ? '0' : 'a' - 1) + digit);
        if (terminal.colors().fill()) {
            mark = digit == 0 ? "." : !scale.clips(relevance) ? " " : strength > 0 ? "+" : "-";
        }
        String text = " ".repeat(width - 1) + mark;
        return digit == 0 ? text : terminal.colors().paint(text, strength);
    }

    private void legend(List<Integer> sites, int indent) {
        int count = rows.latent().size();
        List<String> said = new ArrayList<>();
        said.add("columns: " + names());
        if (sites.size() < count) {
            said.add(sites.size() + " of " + count + " columns, evenly spaced; the others are left out, "
                    + "not averaged, and would fit in a width of " + (indent + count));
        }
        String limit = TerminalRows.limit(scale);
        said.add("one scale for all columns, which ends at " + limit + ", the largest of an ordinary " + rows.noun());
        said.add(
                terminal.colors().fill()
                        ? "red for the answer, blue against it, . hardly anything, + and - beyond the scale"
                        : "1 to 9 for the answer, a to i against it, . hardly anything; 9 and i are the scale's end"
                                + " and beyond");
        said.forEach(s -> terminal.prose("  " + s, 2));
    }

    /** Such as {@code layers.0 to layers.16}; models of several stacks have several such ranges. */
    private String names() {
        List<String> ranges = new ArrayList<>();
        String stack = "";
        String first = "";
        String last = "";
        for (LatentRelevance site : rows.latent()) {
            String path = site.site().path();
            String prefix = path.replaceFirst("\\d+$", "");
            if (!prefix.equals(stack) || first.isEmpty()) {
                if (!first.isEmpty()) {
                    ranges.add(range(first, last));
                }
                stack = prefix;
                first = path;
            }
            last = path;
        }
        ranges.add(range(first, last));
        return TerminalText.visible(String.join(", ", ranges))
                + ", the state entering each layer and the one leaving the last";
    }

    private static String range(String first, String last) {
        return first.equals(last) ? first : first + " to " + last;
    }
}
