// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.vit;

import java.util.Arrays;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.checkpoint.ModelException;
import org.lxt.spi.checkpoint.Weights;
import org.lxt.spi.parts.options.Heads;

/** Sizes of a vision transformer as the shapes of its parameters tell them, for files without options. */
final class VitShapes {
    private static final int HEAD = 64;

    private final Weights weights;
    private final VitNames names;

    VitShapes(Weights weights, VitNames names) {
        this.weights = weights;
        this.names = names;
    }

    private int extent(String name, int dimensions, int axis) {
        long[] shape = weights.shape(name);
        if (shape.length != dimensions || shape[axis] < 1 || shape[axis] > Integer.MAX_VALUE) {
            throw new ModelException("tensor '" + name + "' is " + Arrays.toString(shape) + ", but must have "
                    + dimensions + " dimensions in a vision transformer");
        }
        return (int) shape[axis];
    }

    int hidden() {
        return extent(names.patches() + ".weight", 4, 0);
    }

    int channels() {
        return extent(names.patches() + ".weight", 4, 1);
    }

    int patchHeight() {
        return extent(names.patches() + ".weight", 4, 2);
    }

    int patchWidth() {
        return extent(names.patches() + ".weight", 4, 3);
    }

    /** Rows of the table of positions. */
    int positions() {
        return extent(names.positions(), 3, 1);
    }

    int inner() {
        return outputs(names.layers() + "0." + names.up());
    }

    /** Outputs of a linear layer. */
    int outputs(String layer) {
        return extent(layer + ".weight", 2, 0);
    }

    /**
     * Classes of a classifier.
     *
     * @param config options
     * @param option the option that may say how many there are
     * @throws ModelException if it says another number
     */
    int classes(ModelConfig config, String option, String layer) {
        int stored = outputs(layer);
        int told = config.optionalPositive(option).orElse(stored);
        if (told != stored) {
            throw config.wrong(option, "as many as the tensor '" + layer + ".weight' has (" + stored + ")", told);
        }
        return stored;
    }

    int layers() {
        int count = 0;
        while (weights.has(names.layers() + count + "." + names.attentionNorm() + ".weight")) {
            count++;
        }
        if (count == 0) {
            throw new ModelException("the checkpoint has no tensor '" + names.layers() + "0." + names.attentionNorm()
                    + ".weight', so it has no layers");
        }
        return count;
    }

    /**
     * Heads as the constructors of torchvision, timm and transformers have them for models of this width: of 64, but 16 of
     * them in the huge model and beyond.
     *
     * @throws ModelException if there is no such model
     */
    static Heads heads(int hidden) {
        return switch (hidden) {
            case 1280, 1408, 1664 -> of(hidden, 16);
            default -> {
                if (hidden % HEAD != 0) {
                    throw new ModelException("how many attention heads a vision transformer of width " + hidden
                            + " has cannot be told from its shapes; give a config.json that says so");
                }
                yield of(hidden, hidden / HEAD);
            }
        };
    }

    private static Heads of(int hidden, int count) {
        return new Heads(count, count, hidden / count);
    }

    /** The side of a square grid of this many patches; 0 if they do not fill a square. */
    static int side(int patches) {
        int side = (int) Math.round(Math.sqrt(patches));
        return patches > 0 && (long) side * side == patches ? side : 0;
    }
}
