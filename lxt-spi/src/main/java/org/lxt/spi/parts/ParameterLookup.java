// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.parts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lxt.rules.LinearLayer;
import org.lxt.rules.MlpLayer;
import org.lxt.rules.NormLayer;
import org.lxt.spi.checkpoint.ModelException;
import org.lxt.spi.checkpoint.Weights;
import org.lxt.spi.parts.SelfAttention.NormWidth;
import org.lxt.spi.parts.SelfAttention.Projections;
import org.lxt.spi.parts.SelfAttention.QueryKeyNorms;
import org.lxt.spi.parts.options.Heads;
import org.lxt.tensor.Scope;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.kernel.Activation;
import org.lxt.tensor.weight.Weight;

/** Looks layers up under the names that transformers gives their parameters. */
public final class ParameterLookup {
    private final Weights weights;
    private final Scope constants;

    /**
     * A lookup.
     *
     * @param weights the checkpoint
     * @param constants owns biases and norm weights
     */
    public ParameterLookup(Weights weights, Scope constants) {
        this.weights = weights;
        this.constants = constants;
    }

    /** {@code name.weight}, {@code [outputs, inputs]}, and {@code name.bias} if there shall be one. */
    public LinearLayer linear(String name, int inputs, int outputs, boolean withBias) {
        Weight weight = weights.matrix(name + ".weight", outputs, inputs);
        return new LinearLayer(weight, withBias ? vector(name + ".bias", outputs) : null);
    }

    /**
     * Linear layers that one matrix {@code name.weight} holds, one below the other; it is not copied. Their biases are stored
     * likewise in {@code name.bias}.
     *
     * @param outputs of each layer
     */
    public List<LinearLayer> stacked(String name, int inputs, boolean withBias, int... outputs) {
        // No matrix has more rows than that, so too many are refused by the shape of the one that is there.
        int all = (int) Math.min(
                Integer.MAX_VALUE, Arrays.stream(outputs).asLongStream().sum());
        Weight weight = weights.matrix(name + ".weight", all, inputs);
        double[] bias = withBias ? weights.vector(name + ".bias", all) : null;
        List<LinearLayer> layers = new ArrayList<>();
        int first = 0;
        for (int size : outputs) {
            Tensor own = bias == null
                    ? null
                    : constants.constant(Shape.of(size), Arrays.copyOfRange(bias, first, first + size));
            layers.add(new LinearLayer(weight.rows(first, size), own));
            first += size;
        }
        return layers;
    }

    /**
     * A norm by the root mean square with {@code name.weight}.
     *
     * @param offset added to the weight: 1 where the checkpoint stores the difference from 1, else 0
     * @param epsilon added to the mean square
     */
    public NormLayer norm(String name, int size, double offset, double epsilon) {
        return new NormLayer.Rms(vector(name + ".weight", size), offset, epsilon);
    }

    /**
     * A layer norm with {@code name.weight} and {@code name.bias}.
     *
     * @param epsilon added to the variance
     */
    public NormLayer layerNorm(String name, int size, double epsilon) {
        return layerNorm(name, size, true, epsilon);
    }

    /**
     * A layer norm with {@code name.weight}, and {@code name.bias} if there shall be one.
     *
     * @param epsilon added to the variance
     */
    public NormLayer layerNorm(String name, int size, boolean withBias, double epsilon) {
        return new NormLayer.Layer(
                vector(name + ".weight", size), withBias ? vector(name + ".bias", size) : null, epsilon);
    }

    /** {@code gate_proj}, {@code up_proj} and {@code down_proj} below a prefix. */
    public MlpLayer gatedMlp(String prefix, int hidden, int inner, boolean withBias, Activation activation) {
        return new MlpLayer(
                linear(prefix + ".gate_proj", hidden, inner, withBias),
                linear(prefix + ".up_proj", hidden, inner, withBias),
                linear(prefix + ".down_proj", inner, hidden, withBias),
                activation);
    }

    /** An MLP without a gate, with biases, from the full names of its two layers. */
    public MlpLayer plainMlp(String up, String down, int hidden, int inner, Activation activation) {
        return MlpLayer.plain(linear(up, hidden, inner, true), linear(down, inner, hidden, true), activation);
    }

    /**
     * {@code q_proj}, {@code k_proj}, {@code v_proj} and {@code o_proj} below a prefix.
     *
     * @param inputBias whether query, key and value have biases
     * @param outputBias whether the output has one
     */
    public Projections projections(String prefix, int hidden, Heads heads, boolean inputBias, boolean outputBias) {
        return Projections.named(
                linear(prefix + ".q_proj", hidden, heads.queryWidth(), inputBias),
                linear(prefix + ".k_proj", hidden, heads.keyValueWidth(), inputBias),
                linear(prefix + ".v_proj", hidden, heads.keyValueWidth(), inputBias),
                linear(prefix + ".o_proj", heads.queryWidth(), hidden, outputBias));
    }

    /** {@code q_norm} and {@code k_norm} below a prefix, by the root mean square of what {@code width} says. */
    public QueryKeyNorms queryKeyNorms(String prefix, Heads heads, NormWidth width, double offset, double epsilon) {
        boolean isWhole = width == NormWidth.PROJECTION;
        return new QueryKeyNorms(
                new Named<>(
                        "q_norm",
                        norm(prefix + ".q_norm", isWhole ? heads.queryWidth() : heads.size(), offset, epsilon)),
                new Named<>(
                        "k_norm",
                        norm(prefix + ".k_norm", isWhole ? heads.keyValueWidth() : heads.size(), offset, epsilon)),
                width);
    }

    /**
     * A bias that a file may hold under two names, or under one of them.
     *
     * @throws ModelException if it is there under both with different values
     */
    public Tensor sharedBias(String name, String other, int size) {
        if (!weights.has(name) && weights.has(other)) {
            return vector(other, size);
        }
        double[] bias = weights.vector(name, size);
        if (weights.has(other) && !Arrays.equals(bias, weights.vector(other, size))) {
            throw new ModelException("the tensors '" + name + "' and '" + other
                    + "' are one bias, but hold different values; remove the wrong one");
        }
        return constants.constant(Shape.of(size), bias);
    }

    /** A vector as a constant. */
    public Tensor vector(String name, int size) {
        return constants.constant(Shape.of(size), weights.vector(name, size));
    }
}
