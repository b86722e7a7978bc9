// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.terminal;

import org.lxt.report.internal.scale.ColorScale;
import org.lxt.report.internal.scale.Rgb;

/**
 * The colours a terminal can show for relevance: a diverging scale from blue (against) over the terminal's own background
 * to red (for), which colour-blind readers can tell apart. Letters are black or white, whichever reads better.
 *
 * @param depth how many colours there are
 * @param dark whether the terminal's background is dark: strong is bright then
 */
public record TerminalColors(Depth depth, boolean dark) {
    /** How many colours a terminal has. */
    public enum Depth {
        /** No colours. */
        NONE,
        /** The eight of the first colour terminals, in two strengths each. */
        BASIC,
        /** The 256 colours of xterm. */
        PALETTE,
        /** 24-bit colours. */
        TRUE_COLOR
    }

    /** None at all. */
    public static final TerminalColors NONE = new TerminalColors(Depth.NONE, true);

    private static final String RESET = "\u001b[0m";
    private static final double HARDLY = 0.04;
    /** Dark colours must differ more from a background, which need not be quite black. */
    private static final double LEAST_ON_DARK = 0.15;

    // Picked from the palette by hand, as the nearest to a pale colour is often a grey.
    private static final int[] PALETTE_SUPPORTING_ON_LIGHT = {224, 217, 210, 167, 124};
    private static final int[] PALETTE_OPPOSING_ON_LIGHT = {189, 153, 110, 67, 25};
    private static final int[] PALETTE_SUPPORTING_ON_DARK = {52, 88, 124, 167, 210};
    private static final int[] PALETTE_OPPOSING_ON_DARK = {17, 18, 25, 68, 117};

    /** The values that a component of a palette colour can have. */
    private static final int[] CUBE = {0, 95, 135, 175, 215, 255};

    /** Whether there are any. */
    public boolean areThere() {
        return depth != Depth.NONE;
    }

    /** Whether every strength colours a blank, so that cells need no mark; the basic colours begin with letters. */
    boolean fill() {
        return depth == Depth.PALETTE || depth == Depth.TRUE_COLOR;
    }

    /**
     * Colours a text.
     *
     * @param strength from -1 (strongest against) to 1 (strongest for)
     */
    String paint(String text, double strength) {
        double s = Math.clamp(strength, -1, 1);
        if (!areThere() || Math.abs(s) < HARDLY || text.isEmpty()) {
            return text;
        }
        return "\u001b[" + codes(s) + "m" + text + RESET;
    }

    /**
     * One square above another in one letter, each in a colour; for terminals whose colours {@link #fill}.
     *
     * @param above strength of the upper one, from -1 (strongest against) to 1 (strongest for)
     * @param below strength of the lower one
     */
    String halves(double above, double below) {
        double a = Math.clamp(above, -1, 1);
        double b = Math.clamp(below, -1, 1);
        boolean upper = Math.abs(a) >= HARDLY;
        boolean lower = Math.abs(b) >= HARDLY;
        if (!upper && !lower) {
            return " ";
        }
        if (!upper) {
            return "\u001b[38;" + filling(b) + "m\u2584" + RESET;
        }
        return "\u001b[38;" + filling(a) + (lower ? ";48;" + filling(b) : "") + "m\u2580" + RESET;
    }

    private String codes(double s) {
        return switch (depth) {
            case NONE -> "";
            case BASIC -> basic(s);
            case PALETTE, TRUE_COLOR -> letters(rgb(s)) + ";48;" + filling(s);
        };
    }

    /** The colour of a strength as terminals name it after 38, which colours letters, and 48, which colours behind them. */
    private String filling(double s) {
        Rgb rgb = rgb(s);
        return depth == Depth.PALETTE
                ? "5;" + palette(s)
                : "2;" + rgb.channel(0) + ";" + rgb.channel(1) + ";" + rgb.channel(2);
    }

    private Rgb rgb(double s) {
        if (depth == Depth.TRUE_COLOR) {
            double visible = dark ? LEAST_ON_DARK + (1 - LEAST_ON_DARK) * Math.abs(s) : Math.abs(s);
            return (dark ? ColorScale.DARK : ColorScale.LIGHT).at(Math.copySign(visible, s));
        }
        int cube = palette(s) - 16;
        return new Rgb(CUBE[cube / 36] << 16 | CUBE[cube / 6 % 6] << 8 | CUBE[cube % 6]);
    }

    /** Coloured letters, then bright and at last strong background. */
    private static String basic(double s) {
        int color = s > 0 ? 1 : 4;
        if (Math.abs(s) < 0.2) {
            return Integer.toString(90 + color);
        }
        return Math.abs(s) < 0.6 ? "30;" + (100 + color) : "97;" + (40 + color);
    }

    private int palette(double s) {
        int[] steps = dark
                ? s > 0 ? PALETTE_SUPPORTING_ON_DARK : PALETTE_OPPOSING_ON_DARK
                : s > 0 ? PALETTE_SUPPORTING_ON_LIGHT : PALETTE_OPPOSING_ON_LIGHT;
        return steps[Math.min(steps.length - 1, (int) (Math.abs(s) * steps.length))];
    }

    private static String letters(Rgb background) {
        return background.readable().value() == 0 ? "38;5;16" : "38;5;231";
    }
}
