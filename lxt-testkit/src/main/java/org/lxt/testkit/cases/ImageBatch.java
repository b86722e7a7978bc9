// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.cases;

import java.nio.file.Path;
import java.util.Arrays;
import org.lxt.checkpoint.SafetensorsFile;
import org.lxt.explain.request.Prompt;
import org.lxt.explain.request.Target;
import org.lxt.explain.result.Attribution;
import org.lxt.explain.result.LatentRelevance;
import org.lxt.explain.result.PixelRelevance;

/** The images of a case, from the tensor {@code pixel_values} of its input file. */
final class ImageBatch implements CaseInput {
    private static final String PIXELS = "pixel_values";

    private final long[] shape;
    private final double[] values;

    ImageBatch(OracleCase oracle) {
        Path path = oracle.inputFile();
        try (SafetensorsFile file = SafetensorsFile.open(path)) {
            shape = file.tensor(PIXELS).shape();
            values = file.values(PIXELS);
        }
        if (shape.length != 4) {
            throw new CaseException(path + ": " + PIXELS + " is " + Arrays.toString(shape)
                    + ", but must be (images, channels, height, width)");
        }
    }

    @Override
    public Prompt prompt(int row) {
        if (row < 0 || row >= shape[0]) {
            throw new CaseException("row " + row + " is explained, but there are " + shape[0] + " images");
        }
        int size = (int) (shape[1] * shape[2] * shape[3]);
        return Prompt.ofPixels(
                (int) shape[1],
                (int) shape[2],
                (int) shape[3],
                Arrays.copyOfRange(values, row * size, (row + 1) * size));
    }

    @Override
    public Target at(Target target, ExplainedOutput explained) {
        return explained.position().isPresent() ? target.at(explained.position().getAsInt()) : target;
    }

    @Override
    public void stackBaseline(String name, Attribution a, int row, TensorStack stack) {
        PixelRelevance pixels = a.pixels().orElseThrow();
        if (name.equals("occlusion")) {
            stack.add(name, pixels.patches(), pixels.patchRows(), pixels.patchColumns());
        } else {
            stack.add(name, pixels.values(), pixels.channels(), pixels.height(), pixels.width());
        }
    }

    @Override
    public void stack(Attribution a, int row, TensorStack stack) {
        PixelRelevance pixels = a.pixels().orElseThrow();
        int height = pixels.height();
        int width = pixels.width();
        stack.add("logits", a.logits().orElseThrow());
        stack.add("relevance", pixels.pixels(), height, width);
        stack.add("relevance_patches", pixels.patches(), pixels.patchRows(), pixels.patchColumns());
        double[] gradient = a.embeddingGradient().orElseThrow();
        stack.add("embedding_gradient", gradient, pixels.channels(), height, width);
        double[] latent = a.latent().stream()
                .map(LatentRelevance::relevance)
                .flatMapToDouble(Arrays::stream)
                .toArray();
        stack.add(
                "latent_relevance",
                latent,
                a.latent().size(),
                latent.length / a.latent().size());
    }
}
