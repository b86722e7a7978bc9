// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.html.panel;

import org.lxt.report.internal.scale.ColorScale;
import org.lxt.report.internal.scale.RelevanceScale;
import org.lxt.report.internal.scale.Rgb;

/**
 * The colours of {@link ColorScale} as CSS classes. Each token has one class for the fitted scale ({@code a-...}) and one
 * for the full range ({@code b-...}); which of them counts is decided by the radio buttons, without a script.
 */
public final class ScaleStyle {
    private static final String FULL = ":root:has(#scale-full:checked) ";

    private ScaleStyle() {}

    /** The two classes of a relevance. */
    static String classes(double relevance, RelevanceScale fitted, RelevanceScale full) {
        return "a-" + name(fitted.level(relevance)) + " b-" + name(full.level(relevance))
                + (fitted.clips(relevance) ? " clipped" : "");
    }

    /** The name of a level: {@code p7}, {@code n12}, {@code z}. */
    static String name(int level) {
        return level == 0 ? "z" : (level > 0 ? "p" : "n") + Math.abs(level);
    }

    /** The rules of a style sheet. */
    public static String css() {
        StringBuilder css = new StringBuilder();
        for (int level = -ColorScale.LEVELS; level <= ColorScale.LEVELS; level++) {
            String name = name(level);
            String fill = pair(ColorScale.LIGHT.background(level), ColorScale.DARK.background(level));
            String ink = pair(ColorScale.LIGHT.letters(level), ColorScale.DARK.letters(level));
            String background = level == 0 ? "transparent" : fill;
            css.append(".a-")
                    .append(name)
                    .append(',')
                    .append(FULL)
                    .append(".b-")
                    .append(name);
            css.append("{background-color:")
                    .append(background)
                    .append(";color:")
                    .append(ink)
                    .append("}\n");
            if (level != 0) {
                css.append("path.f-").append(name).append("{fill:").append(fill).append("}\n");
            }
        }
        return css.append(".ramp{background:linear-gradient(to right")
                .append(ramp(-ColorScale.LEVELS))
                .append(")}\n.ramp.unsigned{background:linear-gradient(to right")
                .append(ramp(0))
                .append(")}\n")
                .toString();
    }

    private static String ramp(int lowest) {
        StringBuilder stops = new StringBuilder();
        for (int level = lowest; level <= ColorScale.LEVELS; level += 4) {
            Rgb light = ColorScale.LIGHT.background(level);
            stops.append(',').append(pair(light, ColorScale.DARK.background(level)));
        }
        return stops.toString();
    }

    private static String pair(Rgb light, Rgb dark) {
        return "light-dark(" + light.hex() + "," + dark.hex() + ")";
    }
}
