// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.evaluate.output;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * An axis with round numbers.
 *
 * @param from where it begins
 * @param to where it ends
 * @param step from one tick to the next
 */
record Axis(double from, double to, double step) {
    private static final int TICKS = 6;

    /** An axis on which these values lie; figures from 0 to 1 have an axis from 0 to 1. */
    static Axis around(double... values) {
        double low = Math.min(0, Arrays.stream(values).min().orElse(0));
        double high = Math.max(0, Arrays.stream(values).max().orElse(1));
        if (low == 0 && high <= 1 && high > 0.2) {
            high = 1;
        }
        double rough = (high - low) / TICKS;
        double size = rough > 0 ? Math.pow(10, Math.floor(Math.log10(rough))) : 1;
        double step = size;
        for (double times : new double[] {1, 2, 5, 10}) {
            if (size * times >= rough) {
                step = size * times;
                break;
            }
        }
        return new Axis(Math.floor(low / step) * step, Math.ceil(high / step) * step, step);
    }

    /** Where a value is, from 0 to 1. */
    double at(double value) {
        return (value - from) / (to - from);
    }

    List<Double> ticks() {
        List<Double> ticks = new ArrayList<>();
        for (int i = 0; from + i * step <= to + step / 2; i++) {
            ticks.add(from + i * step);
        }
        return ticks;
    }

    String name(double tick) {
        int digits = Math.max(0, (int) -Math.floor(Math.log10(step)));
        return String.format(Locale.ROOT, "%." + digits + "f", tick + 0.0);
    }
}
