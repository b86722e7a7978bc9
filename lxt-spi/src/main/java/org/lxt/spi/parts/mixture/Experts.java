// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.parts.mixture;

import java.util.ArrayList;
import java.util.List;
import org.lxt.rules.LinearLayer;
import org.lxt.rules.MlpLayer;
import org.lxt.spi.checkpoint.Weights;
import org.lxt.tensor.backend.kernel.Activation;
import org.lxt.tensor.weight.Weight;

/**
 * The gated MLPs of a mixture, looked up: a tensor for each projection of each expert, as published files have it and
 * transformers saves it, or all experts in one tensor with gate above up, as the module of transformers 5 holds them.
 *
 * @param gate what a file calls the gate of an expert, such as {@code gate_proj}
 * @param up what it calls the projection that the gate multiplies
 * @param down what it calls the projection back
 */
public record Experts(String gate, String up, String down) {
    /** The usual names. */
    public static final Experts USUAL = new Experts("gate_proj", "up_proj", "down_proj");

    /**
     * The sizes of the experts.
     *
     * @param count how many there are
     * @param hidden width of a hidden state
     * @param inner width within an expert; twice it must be an int
     * @param activation activation of the gate
     */
    public record Sizes(int count, int hidden, int inner, Activation activation) {}

    /**
     * Looks them up, in whichever layout they are.
     *
     * @param name what the names of their tensors begin with, such as {@code model.layers.3.mlp.experts}
     * @throws org.lxt.spi.checkpoint.ModelException if a tensor is missing or of another shape
     */
    public List<MlpLayer> find(Weights weights, String name, Sizes sizes) {
        return weights.has(name + ".gate_up_proj") ? fused(weights, name, sizes) : apart(weights, name, sizes);
    }

    private List<MlpLayer> apart(Weights weights, String name, Sizes sizes) {
        int inner = sizes.inner();
        int hidden = sizes.hidden();
        List<MlpLayer> experts = new ArrayList<>();
        for (int e = 0; e < sizes.count(); e++) {
            String expert = name + "." + e + ".";
            experts.add(mlp(
                    weights.matrix(expert + gate + ".weight", inner, hidden),
                    weights.matrix(expert + up + ".weight", inner, hidden),
                    weights.matrix(expert + down + ".weight", hidden, inner),
                    sizes.activation()));
        }
        return experts;
    }

    private static List<MlpLayer> fused(Weights weights, String name, Sizes sizes) {
        int inner = sizes.inner();
        int hidden = sizes.hidden();
        Weight gateAndUp = weights.stack(name + ".gate_up_proj", sizes.count(), Math.multiplyExact(2, inner), hidden);
        Weight down = weights.stack(name + ".down_proj", sizes.count(), hidden, inner);
        List<MlpLayer> experts = new ArrayList<>();
        for (int e = 0; e < sizes.count(); e++) {
            experts.add(mlp(
                    gateAndUp.rows(2 * e * inner, inner),
                    gateAndUp.rows((2 * e + 1) * inner, inner),
                    down.rows(e * hidden, hidden),
                    sizes.activation()));
        }
        return experts;
    }

    private static MlpLayer mlp(Weight gate, Weight up, Weight down, Activation activation) {
        return new MlpLayer(
                new LinearLayer(gate, null), new LinearLayer(up, null), new LinearLayer(down, null), activation);
    }
}
