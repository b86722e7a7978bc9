package org.lxt.testkit.contract;

import java.util.List;
import org.lxt.spi.ModelInput;
import org.lxt.spi.ModelInput.Image;

/**
 * What a model under test is run on by itself: a prompt, or an image.
 *
 * @param input of one sequence or one image
 * @param length tokens of it
 */
record Trial(ModelInput input, int length) {
    /** Several as one input; one alone keeps the embeddings that it may have been given. */
    static ModelInput packed(List<Trial> trials, boolean images) {
        if (trials.size() == 1) {
            return trials.getFirst().input();
        }
        return images
                ? ModelInput.images(trials.stream()
                        .flatMap(t -> t.input().images().stream())
                        .toList())
                : ModelInput.tokens(trials.stream()
                        .flatMap(t -> t.input().sequences().stream())
                        .toList());
    }

    /** The same with other numbers at the place where relevance is asked: embeddings of tokens, or pixels. */
    Trial at(double[] values, boolean images) {
        if (!images) {
            return new Trial(input.withEmbeddings(values), length);
        }
        Image old = input.images().getFirst();
        Image moved = new Image(old.channels(), old.height(), old.width(), values);
        return new Trial(ModelInput.images(List.of(moved)), length);
    }
}
