// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.quantised;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.lxt.spi.checkpoint.ModelConfig;

/**
 * The quantised matrices of a checkpoint.
 *
 * @param tensors the matrices by the names that the model has for them
 * @param parts the stored tensors that they were made of
 */
public record QuantisedModel(Map<String, QuantisedTensor> tensors, Set<String> parts) {
    /** The option of {@code config.json}. */
    public static final String OPTION = "quantization_config";

    /**
     * Tells the quantised matrices of a checkpoint.
     *
     * @param config the options in {@code config.json}
     * @param stored all tensors
     * @return nothing if the options say nothing of a method, or name one that a family reads itself
     * @throws org.lxt.spi.checkpoint.ModelException if the method, or a variant of it, is not implemented, or a tensor is missing
     *     or does not fit
     */
    public static Optional<QuantisedModel> of(ModelConfig config, Map<String, StoredTensor> stored) {
        if (!(config.raw(OPTION) instanceof Map<?, ?>)) {
            return Optional.empty();
        }
        ModelConfig options = config.section(OPTION).orElseThrow();
        if (!(options.raw("quant_method") instanceof String method) || method.equals("mxfp4")) {
            return Optional.empty();
        }
        Parts parts = new Parts(stored);
        List<QuantisedTensor> found = Methods.tensors(method, options, parts);
        Map<String, QuantisedTensor> tensors = new LinkedHashMap<>();
        found.forEach(tensor -> tensors.put(tensor.name(), tensor));
        return Optional.of(new QuantisedModel(tensors, parts.taken()));
    }
}
