// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.internal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lxt.report.Explained;
import org.lxt.report.internal.scale.Rows;

/**
 * Puts the tokens or words of a prompt on lines: words stay together, line ends of the prompt are kept, and tokens that
 * are too long are broken.
 */
public final class TextFlow {
    private static final String SPACE = "\u00b7";
    private static final String CARRIER = "\u25cc";
    private static final String TAB = "\u21e5";
    private static final String NEWLINE = "\u21b5";

    /** For a token that holds the rest of a character. */
    private static final String PART = "+";

    /**
     * A run of letters.
     *
     * @param text what to draw
     * @param mark whether it stands for something invisible and is drawn paler
     * @param width its width
     */
    public record Run(String text, boolean mark, double width) {}

    /**
     * A token or word, or the part of one that is on one line.
     *
     * @param row the token or word, or null for the answer
     * @param line line, from 0
     * @param x where it begins
     * @param runs what it shows
     */
    public record Box(Rows.@Nullable Row row, int line, double x, List<Run> runs) {
        /** Its width. */
        public double width() {
            return TextFlow.width(runs);
        }
    }

    private record Atom(Rows.@Nullable Row row, List<Run> runs, boolean opensWord, boolean endsLine) {}

    private final Typeface typeface;
    private final double width;
    private final List<Box> boxes = new ArrayList<>();
    private int line;
    private double x;

    private TextFlow(Typeface typeface, double width) {
        this.typeface = typeface;
        this.width = width;
    }

    /** The boxes of a prompt, with the answer after the token that gave it. */
    public static List<Box> of(Explained e, Typeface typeface, double width) {
        TextFlow flow = new TextFlow(typeface, width);
        List<Atom> word = new ArrayList<>();
        for (Atom atom : flow.atoms(e)) {
            if (atom.opensWord()) {
                flow.place(word);
            }
            word.add(atom);
            if (atom.endsLine()) {
                flow.place(word);
                flow.breakLine();
            }
        }
        flow.place(word);
        return flow.boxes;
    }

    private List<Atom> atoms(Explained e) {
        List<Atom> atoms = new ArrayList<>();
        for (Rows.Row row : Rows.of(e).all()) {
            if (row.text().isEmpty() && !row.name().isEmpty()) {
                atoms.add(new Atom(row, List.of(run(PART, true)), false, false));
            } else {
                split(row, atoms);
            }
            if (row.answering()) {
                String answer = "  \u2192 " + Wording.PRINTED.target(e) + " ";
                atoms.add(new Atom(null, List.of(run(answer, false)), true, false));
            }
        }
        return atoms;
    }

    private void split(Rows.Row row, List<Atom> atoms) {
        String text = row.text();
        boolean opens = row.index() == 0 || row.special();
        List<Run> runs = new ArrayList<>();
        if (VisibleText.startsWithMark(text)) {
            runs.add(run(CARRIER, true));
        }
        for (VisibleText.Piece piece : VisibleText.pieces(text)) {
            switch (piece.kind()) {
                case TEXT -> runs.add(run(piece.text(), false));
                case SPACE -> {
                    opens |= runs.isEmpty();
                    runs.add(run(SPACE, true));
                }
                case TAB -> runs.add(run(TAB, true));
                case CODE -> runs.add(run("[" + piece.text() + "]", true));
                case NEWLINE -> {
                    runs.add(run(NEWLINE, true));
                    atoms.add(new Atom(row, List.copyOf(runs), opens, true));
                    runs.clear();
                    opens = true;
                }
            }
        }
        if (!runs.isEmpty()) {
            atoms.add(new Atom(row, List.copyOf(runs), opens, false));
        }
    }

    private Run run(String text, boolean mark) {
        String shown = typeface.shown(text);
        return new Run(shown, mark, typeface.width(shown));
    }

    private static double width(List<Run> runs) {
        return runs.stream().mapToDouble(Run::width).sum();
    }

    private void place(List<Atom> word) {
        double whole = word.stream().mapToDouble(a -> width(a.runs())).sum();
        if (x > 0 && x + whole > width) {
            breakLine();
        }
        for (Atom atom : word) {
            place(atom);
        }
        word.clear();
    }

    private void place(Atom atom) {
        if (x > 0 && x + width(atom.runs()) > width) {
            breakLine();
        }
        List<Run> rest = atom.runs();
        while (width(rest) > width) {
            rest = breakRuns(atom.row(), rest);
        }
        add(atom.row(), rest);
    }

    /** Fills a line with as many letters as fit and returns the rest. */
    private List<Run> breakRuns(Rows.@Nullable Row row, List<Run> runs) {
        List<Run> fitting = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            Run run = runs.get(i);
            if (width(fitting) + run.width() <= width) {
                fitting.add(run);
                continue;
            }
            int cut = cut(run.text(), width - width(fitting), fitting.isEmpty());
            List<Run> rest = new ArrayList<>();
            if (cut > 0) {
                fitting.add(part(run, 0, cut));
            }
            rest.add(part(run, cut, run.text().length()));
            rest.addAll(runs.subList(i + 1, runs.size()));
            add(row, fitting);
            breakLine();
            return rest;
        }
        return runs;
    }

    private Run part(Run run, int from, int to) {
        String text = run.text().substring(from, to);
        return new Run(text, run.mark(), typeface.width(text));
    }

    private int cut(String text, double room, boolean atLeastOne) {
        int cut = 0;
        while (cut < text.length()) {
            int next = text.offsetByCodePoints(cut, 1);
            boolean forced = atLeastOne && cut == 0 && next < text.length();
            if (!forced && typeface.width(text.substring(0, next)) > room) {
                break;
            }
            cut = next;
        }
        return cut;
    }

    private void add(Rows.@Nullable Row row, List<Run> runs) {
        Box box = new Box(row, line, x, List.copyOf(runs));
        boxes.add(box);
        x += box.width();
    }

    private void breakLine() {
        line++;
        x = 0;
    }
}
