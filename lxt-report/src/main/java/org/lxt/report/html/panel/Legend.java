// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.html.panel;

import org.lxt.report.internal.ScaleEnds;
import org.lxt.report.internal.scale.RelevanceScale;

/** What the colours mean, for the fitted and for the full scale. */
final class Legend {
    private Legend() {}

    static void write(Markup html, RelevanceScale fitted, RelevanceScale full, boolean clips) {
        html.open("div", "class", "legend");
        scale(html, fitted, "when-fitted");
        scale(html, full, "when-full");
        if (clips) {
            html.open("span", "class", "key when-fitted");
            html.element("span", "", "class", "corner");
            html.text("beyond the scale").close();
        }
        html.close();
    }

    private static void scale(Markup html, RelevanceScale scale, String when) {
        html.open("span", "class", "scale " + when);
        ScaleEnds ends = ScaleEnds.of(scale);
        html.element("span", ends.low());
        html.element("b", ends.least());
        html.element("span", "", "class", scale.signed() ? "ramp" : "ramp unsigned");
        html.element("b", ends.most());
        html.element("span", ends.high()).close();
    }
}
