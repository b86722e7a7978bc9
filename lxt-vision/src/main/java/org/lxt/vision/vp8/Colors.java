// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.vision.vp8;

import org.lxt.vision.RgbImage;

/**
 * From luma, and chroma of half the size, to red, green and blue. Chroma is interpolated as libwebp does by default, "fancy
 * upsampling": 9, 3, 3 and 1 sixteenths of the four nearest, rounded twice. The conversion is that of ITU-R BT.601 with studio
 * swing in libwebp's fixed point. The RFC leaves both open.
 */
final class Colors {
    private static final int FRACTION = 6;

    private final Plane luma;
    private final Plane u;
    private final Plane v;
    private final int width;
    private final int height;

    Colors(Plane luma, Plane u, Plane v, int width, int height) {
        this.luma = luma;
        this.u = u;
        this.v = v;
        this.width = width;
        this.height = height;
    }

    RgbImage image() {
        byte[] rgb = new byte[RgbImage.CHANNELS * width * height];
        int to = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int light = scaled(luma.get(luma.at(x, y)), 19077);
                int blue = chroma(u, x, y);
                int red = chroma(v, x, y);
                rgb[to++] = clip(light + scaled(red, 26149) - 14234);
                rgb[to++] = clip(light - scaled(blue, 6419) - scaled(red, 13320) + 8708);
                rgb[to++] = clip(light + scaled(blue, 33050) - 17685);
            }
        }
        return new RgbImage(width, height, rgb);
    }

    private static int scaled(int value, int factor) {
        return (value * factor) >> 8;
    }

    private static byte clip(int value) {
        return (byte) Math.clamp(value >> FRACTION, 0, 255);
    }

    private int chroma(Plane plane, int x, int y) {
        int column = x / 2;
        int row = y / 2;
        int beside = column + (x % 2 == 0 ? -1 : 1);
        int beyond = Math.clamp(row + (y % 2 == 0 ? -1 : 1), 0, (height - 1) / 2);
        int own = plane.get(plane.at(column, row));
        int vertical = plane.get(plane.at(column, beyond));
        if (beside < 0 || beside > (width - 1) / 2) {
            return (3 * own + vertical + 2) >> 2;
        }
        int horizontal = plane.get(plane.at(beside, row));
        int diagonal = plane.get(plane.at(beside, beyond));
        int sum = own + vertical + horizontal + diagonal + 8;
        int nearest = (sum + 2 * (vertical + horizontal)) >> 3;
        return (nearest + own) >> 1;
    }
}
