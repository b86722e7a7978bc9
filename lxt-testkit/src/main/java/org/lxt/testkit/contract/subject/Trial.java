// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.contract.subject;

import java.util.List;
import org.lxt.spi.ModelInput;

/**
 * What a model under test is run on by itself: a prompt, or an image.
 *
 * @param input of one sequence or one image
 * @param length tokens of it
 */
public record Trial(ModelInput input, int length) {
    /** Several as one input. */
    static ModelInput packed(List<Trial> trials, boolean images) {
        return images
                ? ModelInput.images(trials.stream()
                        .flatMap(t -> t.input().images().stream())
                        .toList())
                : ModelInput.tokens(trials.stream()
                        .flatMap(t -> t.input().sequences().stream())
                        .toList());
    }
}
