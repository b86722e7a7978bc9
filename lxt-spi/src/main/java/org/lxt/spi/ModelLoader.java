package org.lxt.spi;

import org.lxt.tensor.Scope;

/** Makes a model from a checkpoint. */
@FunctionalInterface
public interface ModelLoader {
    /**
     * Loads.
     *
     * @param config options
     * @param weights parameters
     * @param parameters owns the constants that live as long as the model, such as norm weights
     * @throws ModelException if the checkpoint cannot be used
     */
    Model load(ModelConfig config, Weights weights, Scope parameters);
}
