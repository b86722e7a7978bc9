// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.vision.resize;

/** How neighbouring pixels are weighted: Pillow's filters, each with its support in pixels (Pillow's Resample.c). */
public enum Filter {
    /** The pixel that is nearest; no antialiasing. */
    NEAREST(0),
    BOX(0.5),
    BILINEAR(1),
    HAMMING(1),
    /** Keys' cubic with a = -0.5. */
    BICUBIC(2),
    LANCZOS(3);

    private final double support;

    Filter(double support) {
        this.support = support;
    }

    /** Half the width outside of which the weight is 0. */
    double support() {
        return support;
    }

    /** The weight at a distance. */
    double weight(double distance) {
        double x = Math.abs(distance);
        return switch (this) {
            // half-open, so that a pixel on the border counts once
            case NEAREST, BOX -> distance > -0.5 && distance <= 0.5 ? 1 : 0;
            case BILINEAR -> x < 1 ? 1 - x : 0;
            case HAMMING -> x == 0 ? 1 : x < 1 ? sinc(x) * (0.54 + 0.46 * Math.cos(Math.PI * x)) : 0;
            case BICUBIC -> bicubic(x);
            case LANCZOS -> x < 3 ? sinc(x) * sinc(x / 3) : 0;
        };
    }

    private static double bicubic(double x) {
        double a = -0.5;
        if (x < 1) {
            return ((a + 2) * x - (a + 3)) * x * x + 1;
        }
        return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : Math.sin(x * Math.PI) / (x * Math.PI);
    }
}
