// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.gptoss;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.lxt.rules.LinearLayer;
import org.lxt.rules.MlpLayer;
import org.lxt.spi.checkpoint.Weights;
import org.lxt.spi.parts.ParameterLookup;
import org.lxt.spi.parts.options.DecoderConfig;
import org.lxt.tensor.Scope;
import org.lxt.tensor.Shape;
import org.lxt.tensor.weight.Weight;

/**
 * The experts of a layer. All are in one tensor, gate and other half in turns: inputs before outputs as transformers holds them, or
 * outputs before inputs in MXFP4 as they are published. Or each expert has tensors of its own, the two halves apart.
 *
 * @param name what the names of the tensors begin with
 */
record ExpertTensors(Weights weights, Scope constants, String name) {
    List<MlpLayer> find(DecoderConfig sizes, int count) {
        if (weights.has(name + ".0.gate_proj.weight")) {
            ParameterLookup parameters = new ParameterLookup(weights, constants);
            return IntStream.range(0, count)
                    .mapToObj(e -> parameters.gatedMlp(
                            name + "." + e, sizes.hidden(), sizes.intermediate(), true, sizes.activation()))
                    .toList();
        }
        int hidden = sizes.hidden();
        int inner = sizes.intermediate();
        List<LinearLayer> up = layers("gate_up_proj", count, hidden, 2 * inner);
        List<LinearLayer> down = layers("down_proj", count, inner, hidden);
        List<MlpLayer> experts = new ArrayList<>();
        for (int e = 0; e < count; e++) {
            experts.add(MlpLayer.plain(up.get(e), down.get(e), sizes.activation()));
        }
        return experts;
    }

    private List<LinearLayer> layers(String projection, int count, int inputs, int outputs) {
        String full = name + "." + projection;
        boolean isInMxfp4 = weights.has(full + "_blocks");
        Weight all =
                isInMxfp4 ? weights.mxfp4(full, count, outputs, inputs) : weights.stack(full, count, inputs, outputs);
        Weight biases = weights.matrix(full + "_bias", count, outputs);
        List<LinearLayer> layers = new ArrayList<>();
        for (int e = 0; e < count; e++) {
            Weight weight = isInMxfp4
                    ? all.rows(e * outputs, outputs)
                    : all.rows(e * inputs, inputs).transpose();
            layers.add(new LinearLayer(weight, constants.constant(Shape.of(outputs), biases.toDoubles(e))));
        }
        return layers;
    }
}
