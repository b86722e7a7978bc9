// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Where sentences end. The rules follow those of Unicode Standard Annex #29, with more for abbreviations, initials, lists and
 * wrapped lines, and stand in {@code docs/segments.md}. Sentences divide a text without rest: the white space after one belongs
 * to it.
 */
public final class Sentences {
    /** A line shorter than this was not wrapped, but ended. */
    static final int SHORTEST_WRAPPED = 50;

    private static final String FULL_STOPS = ".\u2024\ufe52\uff0e\u2026";
    private static final String MARKS = "!?\u203c\u203d\u2047\u2048\u2049";

    /** Marks that no white space follows where they are used. */
    private static final String UNSPACED_MARKS = "\u3002\uff01\uff1f\uff61\ufe12\ufe15\ufe16\ufe56\ufe57";

    private static final String OTHER_MARKS = "\u0589\u061d\u061e\u061f\u06d4\u0700\u0701\u0702\u0964\u0965"
            + "\u104a\u104b\u1362\u1367\u1368\u166e\u1803\u1809\u17d4\u17d5\u1b5a\u1b5b\u1c7e\u1c7f";
    private static final String LINE_ENDS = "\n\u000b\f\r\u0085\u2028\u2029";
    private static final String BULLETS = "-*+\u2022\u2023\u2043\u2219\u25aa\u25cf\u25e6\u2013\u2014#>|";
    private static final String CONTINUING = ",:;-\u2013\u2014";
    private static final String CLOSING = "\"'*_`\u300d\u300f\u3011\u3015\u3009\u300b\uff09\uff3d";

    /** What a full stop shortens, and what mostly goes on in the same sentence. */
    private static final Set<String> ABBREVIATIONS = Set.of(
            "mr", "mrs", "ms", "dr", "prof", "st", "sr", "jr", "rev", "gen", "col", "capt", "lt", "sgt", "gov", "sen",
            "rep", "hon", "mt", "no", "nos", "nr", "vol", "fig", "figs", "eq", "eqs", "sec", "ch", "pp", "ed", "eds",
            "art", "vs", "cf", "e.g", "i.e", "eg", "ie", "al", "approx", "ca", "viz", "dept", "univ", "jan", "feb",
            "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "z.b", "d.h", "u.a", "bzw", "vgl", "abb",
            "usf", "mme", "mlle", "sra", "dra");

    private final String text;
    private final int end;

    private Sentences(String text, int end) {
        this.text = text;
        this.end = end;
    }

    /**
     * The sentences in a part of a text; what is outside it does not matter.
     *
     * @return where each ends, in order, the last of them at {@code end}; none if the part is empty
     */
    public static List<Integer> ends(String text, int start, int end) {
        return new Sentences(text, end).from(start);
    }

    private List<Integer> from(int start) {
        List<Integer> ends = new ArrayList<>();
        int sentence = start;
        int at = start;
        while (at < end) {
            int next = endAt(sentence, at);
            if (next > 0) {
                ends.add(next);
                sentence = next;
                at = next;
            } else {
                at += width(at);
            }
        }
        if (sentence < end) {
            ends.add(end);
        }
        return ends;
    }

    /** Where a sentence ends, with the white space after it, that may end by the character at an offset; 0 if it does not. */
    private int endAt(int start, int at) {
        int c = text.codePointAt(at);
        if (isBlank(start, at)) {
            return 0;
        }
        if (LINE_ENDS.indexOf(c) >= 0) {
            return lineEnds(start, at) ? afterSpace(at) : 0;
        }
        return isMark(c) ? afterMarks(start, at) : 0;
    }

    private int afterMarks(int start, int mark) {
        int at = mark;
        boolean onlyFullStops = true;
        boolean spaced = true;
        while (at < end && isMark(text.codePointAt(at))) {
            onlyFullStops &= FULL_STOPS.indexOf(text.codePointAt(at)) >= 0;
            spaced &= UNSPACED_MARKS.indexOf(text.codePointAt(at)) < 0;
            at += width(at);
        }
        int marks = at;
        while (at < end && closes(at)) {
            at += width(at);
        }
        int next = afterSpace(at);
        if (next == end) {
            return end;
        }
        if (next == at && spaced) {
            return 0;
        }
        if (isLineEndIn(at, next)) {
            return isListNumber(start, mark) ? 0 : next;
        }
        int following = text.codePointAt(next);
        if (CONTINUING.indexOf(following) >= 0 && !isBullet(next)) {
            return 0;
        }
        boolean oneStop = onlyFullStops && marks == mark + 1;
        if (Character.isLowerCase(following)
                && (at > marks
                        || (onlyFullStops && !oneStop)
                        || (oneStop && wordBefore(start, mark).length() > 1))) {
            return 0;
        }
        return oneStop && at == marks && (isShortened(start, mark) || isListNumber(start, mark)) ? 0 : next;
    }

    /** Whether the word before a full stop is an abbreviation or an initial. */
    private boolean isShortened(int start, int stop) {
        String word = wordBefore(start, stop);
        boolean isInitial = !word.isEmpty()
                && word.codePointCount(0, word.length()) == 1
                && Character.isUpperCase(word.codePointAt(0))
                && !word.equals("I");
        return isInitial || ABBREVIATIONS.contains(word.toLowerCase(Locale.ROOT));
    }

    /** The letters before an offset, and full stops among them. */
    private String wordBefore(int start, int stop) {
        int from = stop;
        while (from > start) {
            int c = text.codePointBefore(from);
            if (!Character.isLetter(c) && c != '.') {
                break;
            }
            from -= Character.charCount(c);
        }
        return text.substring(from, stop);
    }

    /** Whether the sentence so far is the number or letter of an entry of a list, such as {@code 12.}. */
    private boolean isListNumber(int start, int stop) {
        int line = stop;
        while (line > start && LINE_ENDS.indexOf(text.charAt(line - 1)) < 0) {
            line--;
        }
        String before = text.substring(line, stop).strip();
        return before.length() <= 3
                && !before.isEmpty()
                && (before.chars().allMatch(Character::isDigit)
                        || (before.length() == 1 && Character.isLetter(before.charAt(0))));
    }

    /** Whether a line end ends a sentence, rather than wrapping it. */
    private boolean lineEnds(int start, int at) {
        int next = afterSpace(at);
        if (next == end || countLines(at, next) > 1 || isBullet(next)) {
            return true;
        }
        int line = at;
        while (line > start && LINE_ENDS.indexOf(text.charAt(line - 1)) < 0) {
            line--;
        }
        boolean isHeading = text.charAt(line) == '#';
        return isHeading || at - line < SHORTEST_WRAPPED || !Character.isLowerCase(text.codePointAt(next));
    }

    private int countLines(int from, int to) {
        int lines = 0;
        for (int i = from; i < to; i++) {
            boolean isOne = text.charAt(i) == '\n' && i > from && text.charAt(i - 1) == '\r';
            lines += LINE_ENDS.indexOf(text.charAt(i)) >= 0 && !isOne ? 1 : 0;
        }
        return lines;
    }

    private boolean isLineEndIn(int from, int to) {
        return countLines(from, to) > 0;
    }

    /** Whether a mark that begins an entry of a list, a heading, a quotation or a row of a table stands there. */
    private boolean isBullet(int at) {
        return BULLETS.indexOf(text.codePointAt(at)) >= 0
                && at > 0
                && LINE_ENDS.indexOf(text.charAt(lastBeforeIndent(at))) >= 0;
    }

    private int lastBeforeIndent(int at) {
        int before = at - 1;
        while (before > 0 && (text.charAt(before) == ' ' || text.charAt(before) == '\t')) {
            before--;
        }
        return before;
    }

    private boolean isBlank(int from, int to) {
        for (int at = from; at < to; at += width(at)) {
            if (!WordBoundaries.isSpace(text.codePointAt(at))) {
                return false;
            }
        }
        return true;
    }

    private int afterSpace(int from) {
        int at = from;
        while (at < end && WordBoundaries.isSpace(text.codePointAt(at))) {
            at += width(at);
        }
        return at;
    }

    private int width(int at) {
        return Character.charCount(text.codePointAt(at));
    }

    private boolean closes(int at) {
        int c = text.codePointAt(at);
        return switch (Character.getType(c)) {
            case Character.END_PUNCTUATION, Character.FINAL_QUOTE_PUNCTUATION, Character.INITIAL_QUOTE_PUNCTUATION ->
                true;
            default -> CLOSING.indexOf(c) >= 0;
        };
    }

    private static boolean isMark(int c) {
        return (FULL_STOPS + MARKS + UNSPACED_MARKS + OTHER_MARKS).indexOf(c) >= 0;
    }
}
