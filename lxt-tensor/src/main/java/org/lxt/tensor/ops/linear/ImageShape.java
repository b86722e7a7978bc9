// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.ops.linear;

/**
 * How a row holds an image: channel by channel, each row by row.
 *
 * @param channels number of channels
 * @param height rows of a channel
 * @param width elements of such a row
 */
public record ImageShape(int channels, int height, int width) {
    /** Checks that there is an image. */
    public ImageShape {
        if (channels < 1 || height < 1 || width < 1) {
            throw new IllegalArgumentException("an image of " + channels + " channels of " + height + " x " + width);
        }
    }

    /** Elements of the image. */
    public int size() {
        return Math.multiplyExact(Math.multiplyExact(channels, height), width);
    }
}
