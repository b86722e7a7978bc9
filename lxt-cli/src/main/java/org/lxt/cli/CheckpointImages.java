package org.lxt.cli;

import java.nio.file.Path;
import org.lxt.checkpoint.Checkpoint;
import org.lxt.explain.ExplainException;
import org.lxt.spi.InputKind;
import org.lxt.spi.ModelSizes;
import org.lxt.vision.RgbImage;
import org.lxt.vision.Size;
import org.lxt.vision.prepare.Preprocessing;
import org.lxt.vision.prepare.Preprocessings;

/** How a checkpoint wants images to be prepared. */
final class CheckpointImages {
    private CheckpointImages() {}

    /**
     * Reads it.
     *
     * @throws ExplainException if the model reads no images of red, green and blue
     */
    static Preprocessing preprocessing(Path model, ModelSizes sizes) {
        if (!(sizes.input() instanceof InputKind.Pixels kind)) {
            throw new ExplainException("this model reads text, not images; leave --image out and give it a prompt");
        }
        if (kind.channels() != RgbImage.CHANNELS) {
            throw new ExplainException("this model reads images of " + kind.channels()
                    + " channels, but --image gives it red, green and blue; give it pixels by the library");
        }
        try (Checkpoint checkpoint = Checkpoint.open(model)) {
            return Preprocessings.of(
                    checkpoint.options("preprocessor_config.json"),
                    checkpoint.config(),
                    new Size(kind.width(), kind.height()),
                    checkpoint.weightFile());
        }
    }

    /** What is done to an image and whose rules these are, in a line. */
    static String description(Preprocessing preprocessing) {
        Path origin = Path.of(preprocessing.origin()).getFileName();
        return preprocessing.description() + ", by " + origin;
    }
}
