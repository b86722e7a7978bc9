// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.vision.prepare;

import org.lxt.vision.RgbImage;

/**
 * An image as a model sees it.
 *
 * @param shown resized and cut, but not normalised: what the numbers are a picture of
 * @param values {@code [channels, height, width]}, normalised; not copied
 */
public record ModelImage(RgbImage shown, double[] values) {}
