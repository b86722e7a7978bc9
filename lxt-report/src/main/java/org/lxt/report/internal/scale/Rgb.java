// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.internal.scale;

import java.util.Locale;

/**
 * A colour of sRGB.
 *
 * @param value 0xRRGGBB
 */
public record Rgb(int value) {
    /** Red, green or blue, from 0 to 255. */
    public int channel(int index) {
        return (value >> (16 - 8 * index)) & 0xff;
    }

    /** As CSS writes it. */
    public String hex() {
        return String.format(Locale.ROOT, "#%06x", value);
    }

    /** The ratio of luminances by which WCAG judges whether text can be read: 1 to 21. */
    public double contrast(Rgb other) {
        double a = luminance() + 0.05;
        double b = other.luminance() + 0.05;
        return Math.max(a, b) / Math.min(a, b);
    }

    /** The colour of letters on this one: black or white, whichever reads better. */
    public Rgb readable() {
        Rgb dark = new Rgb(0x000000);
        Rgb light = new Rgb(0xffffff);
        return contrast(dark) >= contrast(light) ? dark : light;
    }

    private double luminance() {
        return 0.2126 * linear(0) + 0.7152 * linear(1) + 0.0722 * linear(2);
    }

    /** This colour with a share of another, mixed in OKLab. */
    public Rgb mix(Rgb other, double share) {
        double[] a = lab();
        double[] b = other.lab();
        double[] mixed = new double[3];
        for (int i = 0; i < 3; i++) {
            mixed[i] = a[i] + (b[i] - a[i]) * share;
        }
        return fromLab(mixed);
    }

    private double linear(int index) {
        double c = channel(index) / 255.0;
        return c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4);
    }

    private double[] lab() {
        double r = linear(0);
        double g = linear(1);
        double b = linear(2);
        double l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
        double m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
        double s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
        return new double[] {
            0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s
        };
    }

    private static Rgb fromLab(double[] lab) {
        double l = cube(lab[0] + 0.3963377774 * lab[1] + 0.2158037573 * lab[2]);
        double m = cube(lab[0] - 0.1055613458 * lab[1] - 0.0638541728 * lab[2]);
        double s = cube(lab[0] - 0.0894841775 * lab[1] - 1.2914855480 * lab[2]);
        int r = encode(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
        int g = encode(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
        int b = encode(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s);
        return new Rgb((r << 16) | (g << 8) | b);
    }

    private static double cube(double x) {
        return x * x * x;
    }

    private static int encode(double linear) {
        double c = linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.pow(linear, 1 / 2.4) - 0.055;
        return (int) Math.round(Math.clamp(c, 0, 1) * 255);
    }
}
