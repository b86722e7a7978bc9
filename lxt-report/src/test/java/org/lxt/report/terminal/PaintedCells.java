// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.PrimitiveIterator;

/** What a terminal shows: each line as cells with their colours, read from the escape sequences as a terminal reads them. */
final class PaintedCells {
    private static final int[] CUBE = {0, 95, 135, 175, 215, 255};

    private PaintedCells() {}

    /**
     * A letter.
     *
     * @param letter what is printed
     * @param ink its colour, 0xRRGGBB, or that of the terminal
     * @param ground the colour behind it
     */
    record Cell(String letter, OptionalInt ink, OptionalInt ground) {
        /** The colour of the upper half. */
        OptionalInt upper() {
            return letter.equals("\u2580") ? ink : ground;
        }

        /** The colour of the lower half. */
        OptionalInt lower() {
            return letter.equals("\u2584") ? ink : ground;
        }
    }

    static List<List<Cell>> of(String printed) {
        return printed.lines().map(PaintedCells::line).toList();
    }

    /** Refuses any sequence but those for colours: a terminal would print it or do something else. */
    private static List<Cell> line(String line) {
        List<Cell> cells = new ArrayList<>();
        OptionalInt[] colors = {OptionalInt.empty(), OptionalInt.empty()};
        int at = 0;
        while (at < line.length()) {
            int c = line.codePointAt(at);
            if (c != '\u001b') {
                cells.add(new Cell(Character.toString(c), colors[0], colors[1]));
                at += Character.charCount(c);
                continue;
            }
            int end = line.indexOf('m', at);
            String codes = end < 0 ? "" : line.substring(at + 1, end);
            if (!codes.matches("\\[\\d+(;\\d+)*")) {
                throw new AssertionError("no colour: " + line.substring(at + 1));
            }
            colors = obeyed(codes.substring(1), colors);
            at = end + 1;
        }
        if (colors[0].isPresent() || colors[1].isPresent()) {
            throw new AssertionError("the line leaves its colour to the next one: " + line);
        }
        return cells;
    }

    private static OptionalInt[] obeyed(String codes, OptionalInt[] before) {
        OptionalInt[] after = before.clone();
        PrimitiveIterator.OfInt rest = List.of(codes.split(";", -1)).stream()
                .mapToInt(Integer::parseInt)
                .iterator();
        while (rest.hasNext()) {
            int code = rest.nextInt();
            if (code == 0) {
                after = new OptionalInt[] {OptionalInt.empty(), OptionalInt.empty()};
            } else if (code == 38 || code == 48) {
                after[code == 38 ? 0 : 1] = OptionalInt.of(color(rest));
            } else if (code >= 30 && code < 38 || code >= 90 && code < 98) {
                after[0] = OptionalInt.of(basic(code % 10, code >= 90));
            } else if (code >= 40 && code < 48 || code >= 100 && code < 108) {
                after[1] = OptionalInt.of(basic(code % 10, code >= 100));
            } else {
                throw new AssertionError("no colour: " + codes);
            }
        }
        return after;
    }

    private static int color(PrimitiveIterator.OfInt rest) {
        int kind = rest.nextInt();
        if (kind == 2) {
            return byteOf(rest) << 16 | byteOf(rest) << 8 | byteOf(rest);
        }
        int number = byteOf(rest);
        if (kind != 5 || number < 16 || number > 231) {
            throw new AssertionError("no colour of the palette's cube: " + kind + ";" + number);
        }
        int cube = number - 16;
        return CUBE[cube / 36] << 16 | CUBE[cube / 6 % 6] << 8 | CUBE[cube % 6];
    }

    private static int byteOf(PrimitiveIterator.OfInt rest) {
        int value = rest.nextInt();
        if (value > 255) {
            throw new AssertionError("no component of a colour: " + value);
        }
        return value;
    }

    /** Terminals choose these themselves; what counts here is which of the sixteen it is. */
    private static int basic(int number, boolean bright) {
        int on = bright ? 255 : 128;
        return (number & 1) * on << 16 | (number >> 1 & 1) * on << 8 | (number >> 2 & 1) * on;
    }
}
