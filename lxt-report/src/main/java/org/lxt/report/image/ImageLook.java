// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.image;

import org.lxt.report.heat.ColorMap;

/**
 * How heatmaps of images look.
 *
 * @param style what is drawn
 * @param colors the colours
 * @param level 1 for the whole palette; more for stronger colours earlier
 * @param patches whether each patch has one colour, that of its sum, and not each pixel
 * @param zoom how many pixels of the picture a pixel of the image takes in each direction; 0 for as many as make it
 *     about 400 wide
 */
public record ImageLook(ImageStyle style, ColorMap colors, double level, boolean patches, int zoom) {
    private static final int COMFORTABLE = 400;

    /** Side by side, in the project's own colours. */
    public static final ImageLook USUAL =
            new ImageLook(ImageStyle.SIDE_BY_SIDE, ColorMap.of(ColorMap.OWN), 1, false, 0);

    /** The zoom for an image of this size. */
    int zoom(int width, int height) {
        return zoom > 0 ? zoom : Math.max(1, Math.ceilDiv(COMFORTABLE, Math.max(width, height)));
    }
}
