// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.vit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lxt.rules.LinearLayer;
import org.lxt.rules.NormLayer;
import org.lxt.spi.InputKind;
import org.lxt.spi.checkpoint.ModelException;
import org.lxt.spi.checkpoint.Weights;
import org.lxt.spi.parts.BranchNorms;
import org.lxt.spi.parts.FeedForward;
import org.lxt.spi.parts.Layer;
import org.lxt.spi.parts.LayerStack;
import org.lxt.spi.parts.Named;
import org.lxt.spi.parts.ParameterLookup;
import org.lxt.spi.parts.ResidualLayer;
import org.lxt.spi.parts.SelfAttention;
import org.lxt.tensor.Scope;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.weight.Weight;

/** Looks the parameters of a vision transformer up under the names that a library gives them. */
final class VitParameters {
    private final VitConfig config;
    private final VitNames names;
    private final Weights weights;
    private final Scope constants;
    private final ParameterLookup lookup;

    VitParameters(VitConfig config, VitNames names, Weights weights, Scope constants) {
        this.config = config;
        this.names = names;
        this.weights = weights;
        this.constants = constants;
        this.lookup = new ParameterLookup(weights, constants);
    }

    /**
     * The embedding.
     *
     * @param learned the tokens before the patches, by name
     * @param positioned whether these have positions too
     * @param interpolation how positions become those of another grid
     * @param resizes whether the file may hold positions for another grid than the model has
     */
    VitEmbedding embedding(List<String> learned, boolean positioned, Bicubic interpolation, boolean resizes) {
        InputKind.Pixels input = config.input();
        Weight filters = weights.filters(
                names.patches() + ".weight",
                config.hidden(),
                input.channels(),
                input.patchHeight(),
                input.patchWidth());
        double[] leading = learned.stream()
                .flatMapToDouble(name -> Arrays.stream(rows(name, 1)))
                .toArray();
        PositionTable positions = positions(positioned ? learned.size() : 0, learned.size(), interpolation, resizes);
        return VitEmbedding.of(
                input, new LinearLayer(filters, bias(names.patches() + ".bias", config.hidden())), leading, positions);
    }

    private PositionTable positions(int positioned, int leading, Bicubic interpolation, boolean resizes) {
        InputKind.Pixels input = config.input();
        int rows = input.height() / input.patchHeight();
        int columns = input.width() / input.patchWidth();
        int expected = Math.addExact(positioned, Math.multiplyExact(rows, columns));
        int stored = resizes ? new VitShapes(weights, names).positions() : expected;
        double[] all = rows(names.positions(), stored);
        // Tokens without a position of their own get one of zeros.
        double[] ofLeading = Arrays.copyOf(Arrays.copyOf(all, positioned * config.hidden()), leading * config.hidden());
        double[] ofPatches = Arrays.copyOfRange(all, positioned * config.hidden(), all.length);
        if (stored == expected) {
            return new PositionTable(ofLeading, ofPatches, rows, columns, interpolation);
        }
        int side = VitShapes.side(stored - positioned);
        if (side == 0) {
            throw new ModelException("tensor '" + names.positions() + "' has " + stored + " positions, but an image of "
                    + input.height() + " x " + input.width() + " needs " + expected
                    + ", and those of no square cannot be interpolated");
        }
        return new PositionTable(ofLeading, ofPatches, side, side, interpolation).on(rows, columns);
    }

    /** The values of a parameter of shape (1, rows, hidden). */
    private double[] rows(String name, int rows) {
        return weights.stackValues(name, 1, rows, config.hidden());
    }

    LayerStack layers() {
        List<Layer> all = new ArrayList<>();
        for (int i = 0; i < config.layers(); i++) {
            all.add(layer(i));
        }
        return new LayerStack(all);
    }

    private Layer layer(int index) {
        String name = names.layers() + index + ".";
        int hidden = config.hidden();
        SelfAttention attention =
                new SelfAttention(projections(name), null, config.heads().bidirectional(), null);
        return new ResidualLayer(
                Site.of("layers." + index),
                BranchNorms.preNorm(new Named<>("ln_1", norm(name + names.attentionNorm()))),
                new Named<>("self_attention", attention),
                BranchNorms.preNorm(new Named<>("ln_2", norm(name + names.mlpNorm()))),
                new Named<>(
                        "mlp",
                        FeedForward.of(lookup.plainMlp(
                                name + names.up(), name + names.down(), hidden, config.inner(), config.activation()))));
    }

    private SelfAttention.Projections projections(String layer) {
        int hidden = config.hidden();
        LinearLayer output = linear(layer + names.output(), hidden, hidden);
        return switch (names.projections()) {
            case VitNames.Separate(String query, String key, String value) ->
                projections(projection(layer + query), projection(layer + key), projection(layer + value), output);
            case VitNames.Fused(String weight, String bias) -> {
                Weight all = weights.matrix(layer + weight, Math.multiplyExact(3, hidden), hidden);
                double @Nullable [] shifts =
                        config.biased() ? weights.vector(layer + bias, Math.multiplyExact(3, hidden)) : null;
                yield projections(part(all, shifts, 0), part(all, shifts, 1), part(all, shifts, 2), output);
            }
        };
    }

    /** Rules for linear layers do not reach the projections of the reference's attention, which are not layers there. */
    private static SelfAttention.Projections projections(
            LinearLayer query, LinearLayer key, LinearLayer value, LinearLayer output) {
        return new SelfAttention.Projections(
                new Named<>("query", query),
                new Named<>("key", key),
                new Named<>("value", value),
                new Named<>("out_proj", output),
                false);
    }

    private LinearLayer projection(String name) {
        int hidden = config.hidden();
        return config.biased()
                ? linear(name, hidden, hidden)
                : new LinearLayer(weights.matrix(name + ".weight", hidden, hidden), null);
    }

    private LinearLayer part(Weight all, double @Nullable [] shifts, int index) {
        int hidden = config.hidden();
        Tensor bias = shifts == null
                ? null
                : constants.constant(
                        Shape.of(hidden), Arrays.copyOfRange(shifts, index * hidden, (index + 1) * hidden));
        return new LinearLayer(all.rows(index * hidden, hidden), bias);
    }

    /** {@code name.weight} and {@code name.bias}. */
    LinearLayer linear(String name, int inputs, int outputs) {
        return lookup.linear(name, inputs, outputs, true);
    }

    NormLayer norm(String name) {
        return lookup.layerNorm(name, config.hidden(), config.normEpsilon());
    }

    private Tensor bias(String name, int size) {
        return constants.constant(Shape.of(size), weights.vector(name, size));
    }
}
