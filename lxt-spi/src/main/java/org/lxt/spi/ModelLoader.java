// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi;

import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.checkpoint.ModelException;
import org.lxt.spi.checkpoint.Weights;
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

    /** Makes a model of options that are already read. */
    @FunctionalInterface
    interface FromOptions<C> {
        /**
         * Loads.
         *
         * @param options the options as the family reads them
         * @param weights parameters
         * @param parameters owns the constants that live as long as the model, such as norm weights
         * @throws ModelException if the checkpoint cannot be used
         */
        Model load(C options, Weights weights, Scope parameters);
    }
}
