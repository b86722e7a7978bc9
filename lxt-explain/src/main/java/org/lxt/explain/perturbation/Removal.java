// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.perturbation;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.lxt.explain.request.ExplainException;

/** What becomes of a part of the input that is taken away. */
public enum Removal {
    /** Its embedding is zero; of an image its pixels are zero after normalisation. */
    ZERO,
    /** Its embedding is the mean of all of the prompt; of an image its pixels are the mean of their channel. */
    MEAN,
    /** It is the mask token of the model's tokenizer; for text alone. */
    MASK,
    /** It is left out, and the tokens after it move up; for text alone. */
    DELETE;

    /** All names. */
    public static List<String> names() {
        return Arrays.stream(values()).map(Removal::toString).toList();
    }

    /**
     * The one of this name.
     *
     * @throws ExplainException if there is none
     */
    public static Removal of(String name) {
        return Arrays.stream(values())
                .filter(r -> r.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new ExplainException(
                        "nothing is taken away by '" + name + "'; there are " + String.join(", ", names())));
    }

    /** Its name. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
