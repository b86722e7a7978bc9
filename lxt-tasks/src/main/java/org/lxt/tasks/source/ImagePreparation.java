// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tasks.source;

import java.nio.file.Path;
import org.lxt.checkpoint.Checkpoint;
import org.lxt.spi.InputKind;
import org.lxt.spi.ModelSizes;
import org.lxt.tasks.refusal.Remedy;
import org.lxt.tasks.refusal.TaskException;
import org.lxt.vision.RgbImage;
import org.lxt.vision.Size;
import org.lxt.vision.prepare.Preprocessing;
import org.lxt.vision.prepare.Preprocessings;

/** How a checkpoint wants images to be prepared. */
public final class ImagePreparation {
    private ImagePreparation() {}

    /**
     * Reads it.
     *
     * @param folder the checkpoint
     * @param sizes of its model
     * @throws TaskException if the model reads no images of red, green and blue
     */
    public static Preprocessing of(Path folder, ModelSizes sizes) {
        if (!(sizes.input() instanceof InputKind.Pixels kind)) {
            throw new TaskException("this model reads text, not images", Remedy.GIVE_TEXT);
        }
        if (kind.channels() != RgbImage.CHANNELS) {
            throw new TaskException(
                    "this model reads images of " + kind.channels()
                            + " channels, but an image file has red, green and blue",
                    Remedy.GIVE_PIXELS);
        }
        try (Checkpoint checkpoint = Checkpoint.open(folder)) {
            return Preprocessings.of(
                    checkpoint.options("preprocessor_config.json"),
                    checkpoint.config(),
                    new Size(kind.width(), kind.height()),
                    checkpoint.weightFile());
        }
    }

    /** What is done to an image and whose rules these are, in a line. */
    public static String description(Preprocessing preprocessing) {
        Path origin = Path.of(preprocessing.origin()).getFileName();
        return preprocessing.description() + ", by " + origin;
    }
}
