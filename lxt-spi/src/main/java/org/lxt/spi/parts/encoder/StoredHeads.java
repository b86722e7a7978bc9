// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.parts.encoder;

import java.util.LinkedHashMap;
import java.util.Map;
import org.lxt.spi.Labels;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.checkpoint.Weights;

/** Which head a checkpoint holds, where its options do not name the architecture. */
public final class StoredHeads {
    private static final String CLASSIFIER = "classifier.weight";

    private final ModelConfig options;
    private final Weights weights;
    private final Map<String, EncoderTask> found = new LinkedHashMap<>();

    /**
     * Begins.
     *
     * @param options of the checkpoint
     * @param weights the checkpoint
     */
    public StoredHeads(ModelConfig options, Weights weights) {
        this.options = options;
        this.weights = weights;
        sign("qa_outputs.weight", EncoderTask.QUESTION_ANSWERING);
    }

    /** Takes a parameter, if it is there, as a sign of a task. */
    public StoredHeads sign(String parameter, EncoderTask task) {
        if (weights.has(parameter)) {
            found.put(parameter, task);
        }
        return this;
    }

    /** Takes two parameters, if both are there, as a sign of a task of its own. */
    public StoredHeads signs(String parameter, String other, EncoderTask task) {
        if (found.containsKey(parameter) && found.remove(other) != null) {
            found.put(parameter, task);
        }
        return this;
    }

    /**
     * Takes a classifier, if it is there, as one of whole texts or of the choices between them, where something pools them,
     * or otherwise as one of tokens.
     *
     * @param pooled whether there is what a classifier of whole texts reads
     */
    public StoredHeads classifier(boolean pooled) {
        if (!weights.has(CLASSIFIER)) {
            return this;
        }
        return sign(
                CLASSIFIER,
                !pooled
                        ? EncoderTask.TOKEN_CLASSIFICATION
                        : isChoice() ? EncoderTask.MULTIPLE_CHOICE : EncoderTask.SEQUENCE_CLASSIFICATION);
    }

    /** Takes a classifier, if it is there, for one of choices or of tokens: that of whole texts has another name. */
    public StoredHeads choiceOrTokens(boolean pooled) {
        return sign(
                CLASSIFIER,
                pooled && weights.has(CLASSIFIER) && isChoice()
                        ? EncoderTask.MULTIPLE_CHOICE
                        : EncoderTask.TOKEN_CLASSIFICATION);
    }

    /** A choice has one logit, whatever labels the options speak of. */
    private boolean isChoice() {
        return weights.shape(CLASSIFIER)[0] == 1 && Labels.read(options).size() != 1;
    }

    /**
     * The task of the head, or that of an encoder if there is none.
     *
     * @throws org.lxt.spi.checkpoint.ModelException if there are several heads
     */
    public EncoderTask task() {
        if (found.size() > 1) {
            throw options.wrong(
                    "architectures",
                    "there, for the weights hold several heads (" + String.join(", ", found.keySet()) + ")",
                    options.architectures());
        }
        return found.values().stream().findFirst().orElse(EncoderTask.ENCODER);
    }
}
