// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.contract.toy;

import static org.lxt.tensor.ops.relevance.RelevanceOperations.divideGradient;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lxt.rules.LinearLayer;
import org.lxt.spi.Model;
import org.lxt.spi.ModelInput;
import org.lxt.spi.ModelOutput;
import org.lxt.spi.ModelSizes;
import org.lxt.spi.Run;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.checkpoint.Weights;
import org.lxt.spi.parts.Layer;
import org.lxt.spi.parts.LayerStack;
import org.lxt.spi.parts.Named;
import org.lxt.spi.parts.ParameterLookup;
import org.lxt.spi.parts.options.DecoderConfig;
import org.lxt.spi.parts.text.DecoderHead;
import org.lxt.spi.parts.text.FirstState;
import org.lxt.spi.parts.text.LogitHead;
import org.lxt.spi.parts.text.TextDecoder;
import org.lxt.spi.parts.text.TokenEmbedding;
import org.lxt.tensor.Scope;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.weight.Weight;

/** The toy family's model: LLaMA's layers with a sliding window. */
final class ToyModel {
    private ToyModel() {}

    static Model load(@Nullable PlantedFault fault, ModelConfig options, Weights weights, Scope constants) {
        DecoderConfig config = DecoderConfig.read(options, "toy", DecoderConfig.Absent.usual("Toy", 64));
        int window = options.positive("sliding_window");
        boolean bias = options.flag("mlp_bias", false);
        if (bias && fault != PlantedFault.OPTION_PASSED_OVER && fault != PlantedFault.BIAS_OF_OPTION_NEVER_READ) {
            throw options.unsupported("mlp_bias", "toy", "false");
        }
        if (fault == PlantedFault.OPTIONS_NOT_CHECKED) {
            options.names().forEach(options::ignore);
        }
        ParameterLookup lookup = new ParameterLookup(weights, constants);
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < config.layers(); i++) {
            layers.add(ToyLayer.find(
                    fault, config, lookup, i, window, bias && fault == PlantedFault.BIAS_OF_OPTION_NEVER_READ));
            String storedBias = "layers." + i + ".self_attn.o_proj.bias";
            if (fault == PlantedFault.STORED_BIAS_NEVER_READ && weights.has(storedBias)) {
                weights.vector(storedBias, config.hidden());
            }
        }
        Weight embedding = weights.matrix("embed.weight", config.vocabulary(), config.hidden());
        Weight head = weights.matrix("head.weight", config.vocabulary(), config.hidden());
        Model model = new TextDecoder(
                config.sizes(),
                TokenEmbedding.of(embedding),
                FirstState.EMBEDDINGS,
                new LayerStack(layers),
                new Named<>("norm", lookup.norm("norm", config.hidden(), 0, config.normEpsilon())),
                DecoderHead.languageModel(
                        LogitHead.linear(new LinearLayer(config.tiedHead() ? embedding : head, null))));
        return fault == PlantedFault.GRADIENT_HALVED ? new Halved(model) : model;
    }

    /** A model whose logits have half the gradient. */
    private record Halved(Model model) implements Model {
        @Override
        public ModelSizes sizes() {
            return model.sizes();
        }

        @Override
        public Tensor input(Scope scope, ModelInput input) {
            return model.input(scope, input);
        }

        @Override
        public ModelOutput forward(Run run, Tensor input) {
            ModelOutput whole = model.forward(run, input);
            Tensor logits = input.scope()
                    .ruled(
                            Site.of("head"),
                            () -> divideGradient(whole.output("logits").tensor(), 2));
            return ModelOutput.builder().output("logits", logits, run.wanted()).build();
        }
    }
}
