// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.gpt2;

import java.util.Arrays;
import org.lxt.rules.LinearLayer;
import org.lxt.rules.MlpLayer;
import org.lxt.rules.NormLayer;
import org.lxt.spi.checkpoint.Weights;
import org.lxt.spi.parts.BranchNorms;
import org.lxt.spi.parts.FeedForward;
import org.lxt.spi.parts.Layer;
import org.lxt.spi.parts.Named;
import org.lxt.spi.parts.ParameterLookup;
import org.lxt.spi.parts.ResidualLayer;
import org.lxt.spi.parts.SelfAttention;
import org.lxt.spi.parts.text.EmbeddingAndHead;
import org.lxt.tensor.Scope;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.kernel.Band;
import org.lxt.tensor.weight.Weight;

/**
 * Looks the parameters up under the names that transformers gives them, or without their first part {@code transformer.},
 * as the first published files have them. Linear layers are stored transposed ({@code Conv1D} of transformers), and query,
 * key and value as one: views of the stored matrix, without a copy.
 */
final class Gpt2Parameters {
    private static final String PREFIX = "transformer.";

    private final Gpt2Config config;
    private final Weights weights;
    private final Scope constants;
    private final String prefix;

    Gpt2Parameters(Gpt2Config config, Weights weights, Scope constants) {
        this.config = config;
        this.weights = weights;
        this.constants = constants;
        boolean isBare = weights.has("wpe.weight") && !weights.has(PREFIX + "wpe.weight");
        this.prefix = isBare ? "" : PREFIX;
    }

    EmbeddingAndHead embeddingAndHead() {
        return EmbeddingAndHead.find(
                weights,
                new ParameterLookup(weights, constants),
                config.task(),
                new EmbeddingAndHead.Names(prefix + "wte.weight", "lm_head.weight", "classifier"),
                new EmbeddingAndHead.Sizes(config.vocabulary(), config.hidden(), config.tiedHead()),
                linear -> linear);
    }

    Weight positions() {
        return weights.matrix(prefix + "wpe.weight", config.positions(), config.hidden());
    }

    NormLayer finalNorm() {
        return norm(prefix + "ln_f");
    }

    Layer layer(int index) {
        String name = prefix + "h." + index + ".";
        SelfAttention attention = new SelfAttention(
                projections(name + "attn."),
                null,
                config.heads().causal(config.scoreScale(index), Band.UNLIMITED),
                null);
        return new ResidualLayer(
                Site.of("layers." + index),
                BranchNorms.preNorm(new Named<>("ln_1", norm(name + "ln_1"))),
                new Named<>("attn", attention),
                BranchNorms.preNorm(new Named<>("ln_2", norm(name + "ln_2"))),
                new Named<>(
                        "mlp",
                        FeedForward.of(MlpLayer.plain(
                                linear(name + "mlp.c_fc", config.hidden(), config.inner()),
                                linear(name + "mlp.c_proj", config.inner(), config.hidden()),
                                config.activation()))));
    }

    private SelfAttention.Projections projections(String name) {
        int hidden = config.hidden();
        Weight fused = transposed(name + "c_attn.weight", hidden, 3 * hidden);
        double[] bias = weights.vector(name + "c_attn.bias", 3 * hidden);
        return new SelfAttention.Projections(
                new Named<>("query", part(fused, bias, 0)),
                new Named<>("key", part(fused, bias, hidden)),
                new Named<>("value", part(fused, bias, 2 * hidden)),
                new Named<>("c_proj", linear(name + "c_proj", hidden, hidden)),
                true);
    }

    private LinearLayer part(Weight fused, double[] bias, int first) {
        int hidden = config.hidden();
        return new LinearLayer(fused.rows(first, hidden), constant(Arrays.copyOfRange(bias, first, first + hidden)));
    }

    private LinearLayer linear(String name, int inputs, int outputs) {
        return new LinearLayer(
                transposed(name + ".weight", inputs, outputs), constant(weights.vector(name + ".bias", outputs)));
    }

    private Weight transposed(String name, int inputs, int outputs) {
        return weights.matrix(name, inputs, outputs).transpose();
    }

    private NormLayer norm(String name) {
        return new ParameterLookup(weights, constants).layerNorm(name, config.hidden(), config.normEpsilon());
    }

    private Tensor constant(double[] values) {
        return constants.constant(Shape.of(values.length), values);
    }
}
