// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.internal.scale;

import java.util.List;

/**
 * The colours of relevance: a diverging scale from blue (against) over the page itself to red (for), which colour-blind
 * readers can tell apart, in a light and a dark theme. Colours are mixed in OKLab, where equal steps look equal.
 */
public final class ColorScale {
    /** For a light page: strong is dark. */
    public static final ColorScale LIGHT = new ColorScale(
            new Rgb(0xffffff),
            List.of(new Rgb(0xffffff), new Rgb(0xf9bda6), new Rgb(0xe66a50), new Rgb(0xa50f26)),
            List.of(new Rgb(0xffffff), new Rgb(0xb3d3ee), new Rgb(0x4f94d0), new Rgb(0x0d4a8c)),
            new Rgb(0x16181d));
    /** For a dark page: strong is bright. */
    public static final ColorScale DARK = new ColorScale(
            new Rgb(0x1a1e25),
            List.of(new Rgb(0x1a1e25), new Rgb(0x6b2f31), new Rgb(0xb8433e), new Rgb(0xff7f68)),
            List.of(new Rgb(0x1a1e25), new Rgb(0x204a74), new Rgb(0x2f78c0), new Rgb(0x74c0ff)),
            new Rgb(0xf2f4f8));

    /** Steps from nothing to the strongest colour; more could not be told apart. */
    public static final int LEVELS = 20;

    private final Rgb page;
    private final List<Rgb> supporting;
    private final List<Rgb> opposing;
    private final Rgb ink;

    private ColorScale(Rgb page, List<Rgb> supporting, List<Rgb> opposing, Rgb ink) {
        this.page = page;
        this.supporting = supporting;
        this.opposing = opposing;
        this.ink = ink;
    }

    /**
     * The colour of a level.
     *
     * @param level from {@code -LEVELS} (strongest against) over 0 (the page) to {@code LEVELS}
     */
    public Rgb background(int level) {
        return at((double) level / LEVELS);
    }

    /**
     * The colour of a strength.
     *
     * @param strength from -1 (strongest against) over 0 (the page) to 1
     */
    public Rgb at(double strength) {
        if (strength == 0) {
            return page;
        }
        List<Rgb> stops = strength > 0 ? supporting : opposing;
        double place = Math.min(Math.abs(strength), 1) * (stops.size() - 1);
        int below = Math.min((int) place, stops.size() - 2);
        return stops.get(below).mix(stops.get(below + 1), place - below);
    }

    /** The colour of letters on a level: whichever of dark and light reads better. */
    public Rgb letters(int level) {
        return level == 0 ? ink : background(level).readable();
    }
}
