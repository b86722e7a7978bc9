// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.tensor.backend.kernel.Activation;

/** What a sentence-embedding model does to the vector of a text after it was pooled. */
public sealed interface SentenceModule {
    /**
     * A linear layer and, perhaps, an activation.
     *
     * @param folder where its parameters are; empty if they are the checkpoint's own
     * @param layer what they are called: {@code layer.weight}, {@code [outputs, inputs]}, and {@code layer.bias}
     * @param inputs width of the vector that it reads
     * @param outputs width of the one that it gives
     * @param bias whether it has a bias
     * @param activation applied to what the layer gives; empty for none
     */
    record Dense(
            Optional<Path> folder, String layer, int inputs, int outputs, boolean bias, Optional<Activation> activation)
            implements SentenceModule {
        /** Names of classes of PyTorch, without their packages. */
        private static final Map<String, Activation> ACTIVATIONS = Map.of(
                "Tanh", Activation.TANH,
                "ReLU", Activation.RELU,
                "GELU", Activation.GELU,
                "Sigmoid", Activation.SIGMOID,
                "SiLU", Activation.SILU);

        private static final String NONE = "Identity";

        /**
         * Reads it. An activation that is not said is Tanh, as in the library.
         *
         * @throws org.lxt.spi.checkpoint.ModelException if it is of another kind
         */
        static Dense read(Path folder, ModelConfig config) {
            requireVector(config);
            if (config.flag("use_residual", false)) {
                throw config.wrong("use_residual", "false, for a residual connection is not supported", true);
            }
            String named = config.string("activation_function").orElse("torch.nn.modules.activation.Tanh");
            String activation = named.substring(named.lastIndexOf('.') + 1);
            boolean isKnown = activation.equals(NONE) || ACTIVATIONS.containsKey(activation);
            if (!named.startsWith("torch.") || !isKnown) {
                throw config.wrong(
                        "activation_function", "Identity, Tanh, ReLU, GELU, Sigmoid or SiLU of torch.nn", named);
            }
            return new Dense(
                    Optional.of(folder),
                    "linear",
                    config.positive("in_features"),
                    config.positive("out_features"),
                    config.flag("bias", true),
                    Optional.ofNullable(ACTIVATIONS.get(activation)));
        }
    }

    /** Makes the vector one of length 1. */
    record Normalize() implements SentenceModule {
        /**
         * Checks it.
         *
         * @throws org.lxt.spi.checkpoint.ModelException if it norms anything but the vector
         */
        static Normalize read(ModelConfig config) {
            requireVector(config);
            return new Normalize();
        }
    }

    private static void requireVector(ModelConfig config) {
        for (String option : new String[] {"module_input_name", "module_output_name"}) {
            String named = config.string(option).orElse("sentence_embedding");
            if (!named.equals("sentence_embedding")) {
                throw config.wrong(option, "sentence_embedding", named);
            }
        }
    }
}
