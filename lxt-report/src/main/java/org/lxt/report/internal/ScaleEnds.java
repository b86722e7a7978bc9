// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.internal;

import org.lxt.report.internal.scale.ColorScale;
import org.lxt.report.internal.scale.RelevanceScale;

/**
 * What stands at the two ends of a scale of colours.
 *
 * @param low what relevance at the lower end does
 * @param least the number at the lower end
 * @param most the number at the upper end
 * @param high what relevance at the upper end does
 * @param lowest the level of {@link ColorScale} at the lower end
 */
public record ScaleEnds(String low, String least, String most, String high, int lowest) {
    /** The ends of a scale: of relevance without a sign it begins at zero. */
    public static ScaleEnds of(RelevanceScale scale) {
        return scale.signed()
                ? new ScaleEnds(
                        "against",
                        Figures.signed(-scale.limit()),
                        Figures.signed(scale.limit()),
                        "for",
                        -ColorScale.LEVELS)
                : new ScaleEnds("matters less", "0", Figures.plain(scale.limit()), "more", 0);
    }
}
