package org.lxt.cli;

/**
 * The colours a terminal can show for relevance: a diverging scale from blue (against) over the terminal's own background
 * to red (for), which colour-blind readers can tell apart.
 */
enum TerminalColors {
    /** No colours: not a terminal, or NO_COLOR is set. */
    NONE,
    /** The 256 colours of xterm. */
    PALETTE,
    /** 24-bit colours. */
    TRUE_COLOR;

    private static final String RESET = "\u001b[0m";

    /** What the environment says. */
    static TerminalColors detect() {
        String term = String.valueOf(System.getenv("TERM"));
        boolean plain = System.getenv("NO_COLOR") != null || term.equals("dumb") || !isTerminal();
        if (plain) {
            return NONE;
        }
        String colors = String.valueOf(System.getenv("COLORTERM"));
        return colors.equals("truecolor") || colors.equals("24bit") ? TRUE_COLOR : PALETTE;
    }

    @SuppressWarnings("SystemConsoleNull") // since JDK 25 it is null again where there is no terminal
    private static boolean isTerminal() {
        java.io.Console console = System.console();
        return console != null && console.isTerminal();
    }

    /**
     * Colours a text.
     *
     * @param strength from -1 (strongest against) to 1 (strongest for)
     */
    String paint(String text, double strength) {
        double s = Math.clamp(strength, -1, 1);
        if (this == NONE || Math.abs(s) < 0.04) {
            return text;
        }
        // Full strength is dark enough for white letters, weak strength light enough for black ones.
        String foreground = Math.abs(s) > 0.55 ? "97" : "30";
        return "\u001b[" + foreground + ";" + background(s) + "m" + text + RESET;
    }

    private String background(double s) {
        double fade = 1 - Math.abs(s);
        int[] strong = s > 0 ? new int[] {178, 24, 43} : new int[] {33, 102, 172};
        int[] rgb = new int[3];
        for (int i = 0; i < 3; i++) {
            rgb[i] = (int) Math.round(strong[i] + (247 - strong[i]) * fade);
        }
        if (this == TRUE_COLOR) {
            return "48;2;" + rgb[0] + ";" + rgb[1] + ";" + rgb[2];
        }
        int cube = 16 + 36 * level(rgb[0]) + 6 * level(rgb[1]) + level(rgb[2]);
        return "48;5;" + cube;
    }

    /** The nearest of the six values that a component of a palette colour can have: 0, 95, 135, 175, 215, 255. */
    private static int level(int value) {
        return value < 48 ? 0 : value < 115 ? 1 : Math.min(5, (value - 35) / 40);
    }
}
