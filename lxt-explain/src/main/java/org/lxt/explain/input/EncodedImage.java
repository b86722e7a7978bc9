// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.input;

import org.lxt.explain.request.ExplainException;
import org.lxt.explain.request.Prompt;
import org.lxt.spi.InputKind;
import org.lxt.spi.ModelInput;

/**
 * An image, checked against the model's sizes.
 *
 * @param prompt the prompt
 * @param image its image
 * @param kind what the model reads
 */
public record EncodedImage(Prompt prompt, ModelInput.Image image, InputKind.Pixels kind) implements EncodedPrompt {
    static EncodedImage of(Prompt prompt, InputKind.Pixels kind, boolean otherSizes) {
        ModelInput.Image image = prompt.image();
        if (image == null) {
            throw new IllegalArgumentException("a prompt without image");
        }
        if (image.channels() != kind.channels()) {
            throw new ExplainException("the image has " + image.channels() + " channels, but the model reads "
                    + kind.channels() + "; convert it");
        }
        boolean fits = image.height() == kind.height() && image.width() == kind.width();
        if (!fits && !otherSizes) {
            throw new ExplainException("the image has " + size(image.height(), image.width())
                    + " pixels (height x width), but the model was made for " + size(kind.height(), kind.width())
                    + "; resize it, or open the model for other image sizes");
        }
        if (!kind.canCut(image.height(), image.width())) {
            throw new ExplainException("the image has " + size(image.height(), image.width())
                    + " pixels (height x width), which cannot be cut into patches of "
                    + size(kind.patchHeight(), kind.patchWidth()) + "; resize it to a multiple");
        }
        return new EncodedImage(prompt, image, kind);
    }

    private static String size(int height, int width) {
        return height + " x " + width;
    }

    @Override
    public int length() {
        return kind.tokens(image.height(), image.width());
    }

    @Override
    public int rows() {
        return 1;
    }

    @Override
    public int[] ids() {
        return new int[0];
    }

    /** Number of values. */
    public int size() {
        return image.values().length;
    }
}
