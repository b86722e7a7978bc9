// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.vision.prepare;

/** Means and standard deviations of channels, from 0 to 1, that checkpoints are trained with. */
final class Normalisations {
    /** Of ImageNet's training images. */
    static final double[] IMAGENET_MEAN = {0.485, 0.456, 0.406};

    static final double[] IMAGENET_DEVIATION = {0.229, 0.224, 0.225};

    /** From -1 to 1. */
    static final double[] HALF = {0.5, 0.5, 0.5};

    private Normalisations() {}
}
