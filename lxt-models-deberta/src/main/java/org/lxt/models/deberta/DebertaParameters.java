// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.deberta;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lxt.rules.LinearLayer;
import org.lxt.rules.NormLayer;
import org.lxt.spi.checkpoint.Weights;
import org.lxt.spi.parts.AddedScores;
import org.lxt.spi.parts.BranchNorms;
import org.lxt.spi.parts.FeedForward;
import org.lxt.spi.parts.Layer;
import org.lxt.spi.parts.LayerStack;
import org.lxt.spi.parts.Named;
import org.lxt.spi.parts.ParameterLookup;
import org.lxt.spi.parts.ResidualLayer;
import org.lxt.spi.parts.SelfAttention;
import org.lxt.spi.parts.encoder.SummedEmbedding;
import org.lxt.spi.parts.text.LearnedPositions;
import org.lxt.tensor.Scope;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.kernel.Band;
import org.lxt.tensor.weight.Weight;

/** Looks the parameters of the encoder up, under the names that transformers gives them. */
final class DebertaParameters {
    private static final String WORDS = "embeddings.word_embeddings.weight";

    private final DebertaVersion version;
    private final DebertaConfig config;
    private final Weights weights;
    private final ParameterLookup lookup;
    private final String prefix;

    DebertaParameters(DebertaVersion version, DebertaConfig config, Weights weights, Scope constants) {
        this.version = version;
        this.config = config;
        this.weights = weights;
        this.lookup = new ParameterLookup(weights, constants);
        this.prefix = weights.has(WORDS) ? "" : "deberta.";
    }

    ParameterLookup lookup() {
        return lookup;
    }

    /** Name of the words' embeddings. */
    String words() {
        return prefix + WORDS;
    }

    /** What the words' embeddings become before the first layer. */
    SummedEmbedding embedding() {
        String name = prefix + "embeddings.";
        Weight positions = config.addsPositions()
                ? weights.matrix(name + "position_embeddings.weight", config.positions(), config.hidden())
                : null;
        return new SummedEmbedding(
                positions == null ? null : new LearnedPositions(positions, 0),
                config.types() == 0
                        ? null
                        : weights.matrix(name + "token_type_embeddings.weight", config.types(), config.hidden()),
                true,
                norm(name + "LayerNorm"));
    }

    NormLayer norm(String name) {
        return lookup.layerNorm(name, config.hidden(), config.normEpsilon());
    }

    LayerStack layers() {
        RelativePositions positions = config.relative().used() ? positions() : null;
        return LayerStack.of(config.layers(), index -> {
            Layer layer = layer(index, positions);
            return index > 0 || config.convolution().isEmpty()
                    ? layer
                    : convolved(layer, config.convolution().get());
        });
    }

    private Layer convolved(Layer layer, DebertaConfig.Convolution convolution) {
        String name = prefix + "encoder.conv.";
        return new ConvolvedLayer(
                layer,
                new LinearLayer(
                        filters(name + "conv.weight", convolution), lookup.vector(name + "conv.bias", config.hidden())),
                convolution.kernel(),
                convolution.activation(),
                norm(name + "LayerNorm"));
    }

    /** Stored with the tokens that a filter reads last, and without what a group of channels does not read, which is 0 here. */
    private Weight filters(String name, DebertaConfig.Convolution convolution) {
        int hidden = config.hidden();
        int kernel = convolution.kernel();
        int channels = hidden / convolution.groups();
        double[] stored = weights.stackValues(name, hidden, channels, kernel);
        int width = Math.multiplyExact(kernel, hidden);
        float[] values = new float[Math.multiplyExact(hidden, width)];
        for (int filter = 0; filter < hidden; filter++) {
            int first = filter / channels * channels;
            for (int channel = 0; channel < channels; channel++) {
                int from = (filter * channels + channel) * kernel;
                for (int tap = 0; tap < kernel; tap++) {
                    values[filter * width + tap * hidden + first + channel] = (float) stored[from + tap];
                }
            }
        }
        return Weight.of(name, values, hidden, width);
    }

    private RelativePositions positions() {
        DebertaConfig.Relative relative = config.relative();
        Weight table = weights.matrix(
                prefix + "encoder.rel_embeddings.weight", Math.multiplyExact(2, relative.span()), config.hidden());
        return new RelativePositions(
                table,
                relative.normed() ? (NormLayer.Layer) norm(prefix + "encoder.LayerNorm") : null,
                relative.buckets(),
                relative.reach());
    }

    private Layer layer(int index, @Nullable RelativePositions positions) {
        String name = prefix + "encoder.layer." + index + ".";
        return new ResidualLayer(
                Site.of("layers." + index),
                BranchNorms.normOfSum(new Named<>("attention.norm", norm(name + "attention.output.LayerNorm"))),
                new Named<>("attention", attention(name + "attention.", positions)),
                BranchNorms.normOfSum(new Named<>("norm", norm(name + "output.LayerNorm"))),
                new Named<>(
                        "mlp",
                        FeedForward.of(lookup.plainMlp(
                                name + "intermediate.dense",
                                name + "output.dense",
                                config.hidden(),
                                config.inner(),
                                config.activation()))));
    }

    private SelfAttention attention(String name, @Nullable RelativePositions positions) {
        List<LinearLayer> qkv = version == DebertaVersion.FIRST ? fused(name + "self.") : separate(name + "self.");
        SelfAttention.Projections projections = new SelfAttention.Projections(
                new Named<>("query", qkv.get(0)),
                new Named<>("key", qkv.get(1)),
                new Named<>("value", qkv.get(2)),
                new Named<>("output", square(name + "output.dense", true)),
                true);
        return new SelfAttention(
                projections,
                null,
                config.heads().bidirectional(config.scale(), Band.UNLIMITED),
                null,
                positions == null ? AddedScores.NONE : scores(name + "self.", positions, qkv));
    }

    private List<LinearLayer> separate(String name) {
        return List.of(
                square(name + "query_proj", true), square(name + "key_proj", true), square(name + "value_proj", true));
    }

    /** Of each head query, key and value, one below the other, in one matrix: three matrices are made of it. */
    private List<LinearLayer> fused(String name) {
        int hidden = config.hidden();
        int size = config.heads().size();
        Weight stored = weights.matrix(name + "in_proj.weight", Math.multiplyExact(3, hidden), hidden);
        List<@Nullable Tensor> biases = new ArrayList<>();
        biases.add(lookup.vector(name + "q_bias", hidden));
        biases.add(null);
        biases.add(lookup.vector(name + "v_bias", hidden));
        List<LinearLayer> layers = new ArrayList<>();
        for (int part = 0; part < biases.size(); part++) {
            float[] values = new float[Math.multiplyExact(hidden, hidden)];
            for (int row = 0; row < hidden; row++) {
                double[] from = stored.toDoubles((row / size * biases.size() + part) * size + row % size);
                for (int column = 0; column < hidden; column++) {
                    values[row * hidden + column] = (float) from[column];
                }
            }
            String own = name + "in_proj.weight of "
                    + List.of("queries", "keys", "values").get(part);
            layers.add(new LinearLayer(Weight.of(own, values, hidden, hidden), biases.get(part)));
        }
        return layers;
    }

    private DisentangledScores scores(String name, RelativePositions positions, List<LinearLayer> qkv) {
        DebertaConfig.Relative relative = config.relative();
        boolean isFirst = version == DebertaVersion.FIRST;
        LinearLayer keys = !relative.contentToPosition()
                ? null
                : relative.shared()
                        ? qkv.get(1)
                        : isFirst ? square(name + "pos_proj", false) : square(name + "pos_key_proj", true);
        LinearLayer queries = !relative.positionToContent()
                ? null
                : relative.shared() ? qkv.get(0) : square(name + (isFirst ? "pos_q_proj" : "pos_query_proj"), true);
        return new DisentangledScores(positions, keys, queries, config.heads(), config.scale());
    }

    private LinearLayer square(String name, boolean withBias) {
        return lookup.linear(name, config.hidden(), config.hidden(), withBias);
    }
}
