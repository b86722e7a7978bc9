// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.vision.vp8;

/** Predicts the luma or chroma of a macroblock from the pixels around it. Source: RFC 6386, sections 12.2 and 12.3. */
final class WholePrediction {
    private static final int UNKNOWN = 128;

    private WholePrediction() {}

    /**
     * Predicts.
     *
     * @param x left edge, in pixels of the plane
     * @param y upper edge
     * @param size 16 for luma, 8 for chroma
     */
    static void predict(Plane plane, int mode, int x, int y, int size) {
        int mean = mode == Macroblock.DC ? mean(plane, x, y, size) : 0;
        int corner = plane.get(plane.at(x - 1, y - 1));
        for (int j = 0; j < size; j++) {
            int row = plane.at(x, y + j);
            int left = plane.get(row - 1);
            for (int i = 0; i < size; i++) {
                int above = plane.get(plane.at(x + i, y - 1));
                plane.set(
                        row + i,
                        switch (mode) {
                            case Macroblock.DC -> mean;
                            case Macroblock.VERTICAL -> above;
                            case Macroblock.HORIZONTAL -> left;
                            case Macroblock.TRUE_MOTION -> left + above - corner;
                            default -> throw new IllegalArgumentException("mode " + mode);
                        });
            }
        }
    }

    private static int mean(Plane plane, int x, int y, int size) {
        int sum = 0;
        int count = 0;
        for (int i = 0; y > 0 && i < size; i++, count++) {
            sum += plane.get(plane.at(x + i, y - 1));
        }
        for (int i = 0; x > 0 && i < size; i++, count++) {
            sum += plane.get(plane.at(x - 1, y + i));
        }
        return count == 0 ? UNKNOWN : (sum + count / 2) / count;
    }
}
