// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.html.panel;

import java.util.Locale;

/** A bar to the left for what is against, to the right for what is for. */
final class Bar {
    private Bar() {}

    /**
     * Draws one. Length is drawn by an image that scales, as the page's policy allows no style of its own for each bar.
     *
     * @param strength from -1 to 1
     */
    static void write(Markup html, double strength) {
        double length = Math.max(0.6, 100 * Math.abs(strength));
        double from = strength < 0 ? 100 - length : 100;
        html.open("svg", "viewBox", "0 0 200 10", "preserveAspectRatio", "none", "aria-hidden", "true");
        html.element(
                "rect",
                "",
                "class",
                strength < 0 ? "con" : "pro",
                "x",
                String.format(Locale.ROOT, "%.1f", from),
                "width",
                String.format(Locale.ROOT, "%.1f", length),
                "height",
                "10");
        html.close();
    }
}
