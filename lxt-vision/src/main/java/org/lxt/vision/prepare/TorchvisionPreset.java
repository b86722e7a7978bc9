// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.vision.prepare;

import java.util.Locale;
import java.util.Optional;
import org.lxt.vision.Size;
import org.lxt.vision.resize.Filter;
import org.lxt.vision.resize.Resizer;

/**
 * The transforms that torchvision publishes with its vision transformers. Its state dicts do not say which; it follows from
 * the size of the model, and from the name of the file where two presets have one size.
 */
final class TorchvisionPreset {
    private static final double BYTE = 1 / 255.0;

    /** ImageNet's usual size and what it is cut from. */
    private static final int USUAL_CROP = 224;

    private static final int USUAL_RESIZE = 256;

    /** What ViT-L/16 is cut from. */
    private static final int LARGE_RESIZE = 242;

    private TorchvisionPreset() {}

    /**
     * The preset for images of this size.
     *
     * @param file name of the file of weights, such as {@code vit_b_16_swag-9ac1b537.pth}
     */
    static Preprocessing of(Size size, String file) {
        int edge = size.height();
        boolean swag = file.toLowerCase(Locale.ROOT).contains("swag") || edge > USUAL_CROP;
        int resize = swag ? edge : Math.toIntExact(Math.round((double) edge * USUAL_RESIZE / USUAL_CROP));
        if (edge == USUAL_CROP && !swag && file.startsWith("vit_l_16")) {
            resize = LARGE_RESIZE;
        }
        String name = swag ? "torchvision's SWAG preset" : "torchvision's ImageNet preset";
        return new Preprocessing(
                edge == USUAL_CROP || swag ? name : name + ", scaled to " + size,
                Optional.of(new Preprocessing.Resize(
                        new ResizeTo.ShortestEdge(resize), swag ? Filter.BICUBIC : Filter.BILINEAR, Resizer.PILLOW)),
                Optional.of(new Crop(size, Crop.Rounding.EVEN)),
                BYTE,
                Normalisations.IMAGENET_MEAN,
                Normalisations.IMAGENET_DEVIATION);
    }
}
