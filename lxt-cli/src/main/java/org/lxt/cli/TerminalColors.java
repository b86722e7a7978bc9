package org.lxt.cli;

import java.util.Locale;
import java.util.Map;

/**
 * The colours a terminal can show for relevance: a diverging scale from blue (against) over the terminal's own background
 * to red (for), which colour-blind readers can tell apart. Letters are black or white, whichever reads better.
 *
 * @param depth how many colours there are
 * @param dark whether the terminal's background is dark: strong is bright then
 */
record TerminalColors(Depth depth, boolean dark) {
    /** How many colours a terminal has. */
    enum Depth {
        /** No colours. */
        NONE,
        /** The eight of the first colour terminals, in two strengths each. */
        BASIC,
        /** The 256 colours of xterm. */
        PALETTE,
        /** 24-bit colours. */
        TRUE_COLOR
    }

    /** When the terminal is coloured. */
    enum When {
        /** If it is a terminal that has colours, and nothing in the environment speaks against it. */
        AUTO,
        /** Whatever is known of the terminal. */
        ALWAYS,
        /** Not at all. */
        NEVER
    }

    static final TerminalColors NONE = new TerminalColors(Depth.NONE, true);

    private static final String RESET = "\u001b[0m";
    private static final double HARDLY = 0.04;
    /** Dark colours must differ more from a background, which need not be quite black. */
    private static final double LEAST_ON_DARK = 0.15;

    private static final int[] SUPPORTING_ON_LIGHT = {0xffffff, 0xf9bda6, 0xe66a50, 0xa50f26};
    private static final int[] OPPOSING_ON_LIGHT = {0xffffff, 0xb3d3ee, 0x4f94d0, 0x0d4a8c};
    private static final int[] SUPPORTING_ON_DARK = {0x1a1e25, 0x6b2f31, 0xb8433e, 0xff7f68};
    private static final int[] OPPOSING_ON_DARK = {0x1a1e25, 0x204a74, 0x2f78c0, 0x74c0ff};

    // Of the palette by hand, as the nearest of a pale colour is often a grey.
    private static final int[] PALETTE_SUPPORTING_ON_LIGHT = {224, 217, 210, 167, 124};
    private static final int[] PALETTE_OPPOSING_ON_LIGHT = {189, 153, 110, 67, 25};
    private static final int[] PALETTE_SUPPORTING_ON_DARK = {52, 88, 124, 167, 210};
    private static final int[] PALETTE_OPPOSING_ON_DARK = {17, 18, 25, 68, 117};

    /** The values that a component of a palette colour can have. */
    private static final int[] CUBE = {0, 95, 135, 175, 215, 255};

    /** What was asked for and what the environment says of a terminal. */
    static TerminalColors of(When when, Map<String, String> environment, boolean isTerminal) {
        String term = environment.getOrDefault("TERM", "");
        boolean unwanted = !environment.getOrDefault("NO_COLOR", "").isEmpty() || !isTerminal || hasNoColors(term);
        if (when == When.NEVER || (when == When.AUTO && unwanted)) {
            return NONE;
        }
        return new TerminalColors(depth(term, environment), isDark(environment));
    }

    /** Paper, terminals of one colour, and those whose name says so. */
    private static boolean hasNoColors(String term) {
        return term.matches("dumb|vt\\d+.*|.*-m(ono)?");
    }

    private static Depth depth(String term, Map<String, String> environment) {
        String colors = environment.getOrDefault("COLORTERM", "").toLowerCase(Locale.ROOT);
        boolean modern = environment.containsKey("WT_SESSION") // the terminal of Windows
                || term.endsWith("-direct")
                || term.matches("xterm-(kitty|ghostty)|alacritty|foot|wezterm");
        if (colors.equals("truecolor") || colors.equals("24bit") || modern) {
            return Depth.TRUE_COLOR;
        }
        return term.contains("256color") ? Depth.PALETTE : Depth.BASIC;
    }

    /** Some terminals tell the numbers of their foreground and background; most are dark. */
    private static boolean isDark(Map<String, String> environment) {
        String colors = environment.getOrDefault("COLORFGBG", "");
        String background = colors.substring(colors.lastIndexOf(';') + 1);
        return !background.matches("7|9|1[0-5]");
    }

    boolean areThere() {
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
     * A square over another in one letter, each in a colour; for terminals whose colours {@link #fill}.
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
        int[] rgb = rgb(s);
        return depth == Depth.PALETTE ? "5;" + palette(s) : "2;" + rgb[0] + ";" + rgb[1] + ";" + rgb[2];
    }

    /** The colour of a strength: red, green and blue. */
    private int[] rgb(double s) {
        if (depth == Depth.TRUE_COLOR) {
            return mixed(s);
        }
        int cube = palette(s) - 16;
        return new int[] {CUBE[cube / 36], CUBE[cube / 6 % 6], CUBE[cube % 6]};
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

    private int[] mixed(double s) {
        int[] stops =
                dark ? s > 0 ? SUPPORTING_ON_DARK : OPPOSING_ON_DARK : s > 0 ? SUPPORTING_ON_LIGHT : OPPOSING_ON_LIGHT;
        double visible = dark ? LEAST_ON_DARK + (1 - LEAST_ON_DARK) * Math.abs(s) : Math.abs(s);
        double place = visible * (stops.length - 1);
        int below = Math.min((int) place, stops.length - 2);
        int[] rgb = new int[3];
        for (int i = 0; i < 3; i++) {
            int shift = 16 - 8 * i;
            int from = (stops[below] >> shift) & 0xff;
            int to = (stops[below + 1] >> shift) & 0xff;
            rgb[i] = (int) Math.round(from + (to - from) * (place - below));
        }
        return rgb;
    }

    /** Black or white, whichever has the larger contrast by WCAG 2: black from a luminance of 0.179 on. */
    private static String letters(int[] rgb) {
        double luminance = 0.2126 * linear(rgb[0]) + 0.7152 * linear(rgb[1]) + 0.0722 * linear(rgb[2]);
        return luminance > 0.179 ? "38;5;16" : "38;5;231";
    }

    private static double linear(int component) {
        double c = component / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }
}
