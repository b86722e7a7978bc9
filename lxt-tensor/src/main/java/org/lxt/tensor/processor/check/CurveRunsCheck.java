// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.processor.check;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Optional;
import org.lxt.tensor.backend.kernel.Activation;
import org.lxt.tensor.backend.kernel.Elementary;
import org.lxt.tensor.processor.CurveRuns;

/** Compares activations with those of {@link Activation}, also at numbers where they overflow or vanish. */
final class CurveRunsCheck {
    /** What a result may differ by, of the larger of it and {@link #SMALL}. */
    private static final double TOLERANCE = 1e-6;

    /** Smaller results are far out, where numbers as small as these are lost in whatever they are added to. */
    private static final double SMALL = 1e-3;

    private static final float[] ENDS = {
        0, -0f, Float.MIN_VALUE, 1e-20f, -1e-20f, 1e30f, -1e30f, Float.POSITIVE_INFINITY, Float.NaN, 88.8f, -88.8f
    };

    /** So many that registers of all sizes have some left. */
    private static final int COUNT = 155;

    private static final int GAP = 3;
    private static final float UNTOUCHED = -7;

    private CurveRunsCheck() {}

    /** What is wrong with them, in words that follow a name; empty if nothing is. */
    static Optional<String> problem(CurveRuns curves) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment x = arena.allocate(4L * (COUNT + 2 * GAP), 4);
            MemorySegment g = arena.allocate(4L * (COUNT + 2 * GAP), 4);
            MemorySegment d = arena.allocate(4L * (COUNT + 2 * GAP), 4);
            for (int i = 0; i < COUNT; i++) {
                float value = i < ENDS.length ? ENDS[i] : (i - ENDS.length - 70) / 6.5f;
                x.setAtIndex(ValueLayout.JAVA_FLOAT, GAP + i, value);
                g.setAtIndex(ValueLayout.JAVA_FLOAT, GAP + i, i % 3 - 1.5f);
            }
            for (Activation f : Activation.values()) {
                if (curves.computes(f) && !(isRight(curves, f, x, g, d, false) && isRight(curves, f, x, g, d, true))) {
                    return Optional.of("computed " + f + " wrongly");
                }
            }
            for (Elementary f : Elementary.values()) {
                if (curves.computes(f) && !isRight(curves, f, x, d)) {
                    return Optional.of("computed " + f + " wrongly");
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isRight(
            CurveRuns curves, Activation f, MemorySegment x, MemorySegment g, MemorySegment d, boolean gradient) {
        untouched(d);
        long at = 4L * GAP;
        if (gradient) {
            curves.gradient(f, d, at, g, at, x, at, COUNT);
        } else {
            curves.run(f, d, at, x, at, COUNT);
        }
        for (int i = 0; i < COUNT + 2 * GAP; i++) {
            float actual = d.getAtIndex(ValueLayout.JAVA_FLOAT, i);
            float value = x.getAtIndex(ValueLayout.JAVA_FLOAT, i);
            if (i < GAP || i >= GAP + COUNT) {
                if (actual != UNTOUCHED) {
                    return false;
                }
            } else if (!gradient) {
                if (!isNear(actual, f.value(value))) {
                    return false;
                }
            } else if (Float.isFinite(value) && Math.abs(value) < 1e10f) {
                // farther out the derivatives in double are infinity times 0
                if (!isNear(actual, g.getAtIndex(ValueLayout.JAVA_FLOAT, i) * f.derivative(value))) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean isRight(CurveRuns curves, Elementary f, MemorySegment x, MemorySegment d) {
        untouched(d);
        long at = 4L * GAP;
        curves.run(f, d, at, x, at, COUNT);
        for (int i = 0; i < COUNT + 2 * GAP; i++) {
            float actual = d.getAtIndex(ValueLayout.JAVA_FLOAT, i);
            double value = x.getAtIndex(ValueLayout.JAVA_FLOAT, i);
            double expected = i < GAP || i >= GAP + COUNT ? UNTOUCHED : (float) value(f, value);
            if (!isNear(actual, expected)) {
                return false;
            }
        }
        return true;
    }

    private static double value(Elementary f, double x) {
        return switch (f) {
            case EXP -> StrictMath.exp(x);
            case LOG -> StrictMath.log(x);
            case SQRT -> Math.sqrt(x);
        };
    }

    private static void untouched(MemorySegment d) {
        for (int i = 0; i < COUNT + 2 * GAP; i++) {
            d.setAtIndex(ValueLayout.JAVA_FLOAT, i, UNTOUCHED);
        }
    }

    private static boolean isNear(float actual, double expected) {
        return Double.compare(actual, expected) == 0
                || (Double.isFinite(expected)
                        && Math.abs(actual - expected) <= TOLERANCE * Math.max(SMALL, Math.abs(expected)));
    }
}
