// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.internal.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ColorScaleTest {
    private static final List<ColorScale> THEMES = List.of(ColorScale.LIGHT, ColorScale.DARK);

    @Test
    void lettersCanBeReadOnEveryColour() {
        for (ColorScale theme : THEMES) {
            IntStream.rangeClosed(-ColorScale.LEVELS, ColorScale.LEVELS)
                    .forEach(level -> assertThat(theme.background(level).contrast(theme.letters(level)))
                            .as("level %d", level)
                            .isGreaterThan(4.5));
        }
    }

    @Test
    void strongerIsFartherFromThePage() {
        for (ColorScale theme : THEMES) {
            for (int sign : new int[] {-1, 1}) {
                double last = 1;
                for (int level = 1; level <= ColorScale.LEVELS; level++) {
                    double contrast = theme.background(sign * level).contrast(theme.background(0));
                    assertThat(contrast).as("level %d", sign * level).isGreaterThan(last);
                    last = contrast;
                }
            }
        }
    }

    @Test
    void forIsRedAndAgainstIsBlue() {
        for (ColorScale theme : THEMES) {
            for (int level = 2; level <= ColorScale.LEVELS; level++) {
                Rgb pro = theme.background(level);
                Rgb con = theme.background(-level);
                assertThat(pro.channel(0)).isGreaterThan(pro.channel(2));
                assertThat(con.channel(2)).isGreaterThan(con.channel(0));
            }
        }
    }

    @Test
    void mixingEndsAtItsEnds() {
        Rgb a = new Rgb(0x123456);
        Rgb b = new Rgb(0xfedcba);
        assertThat(a.mix(b, 0)).isEqualTo(a);
        assertThat(a.mix(b, 1)).isEqualTo(b);
        assertThat(new Rgb(0).contrast(new Rgb(0xffffff))).isEqualTo(21);
    }
}
