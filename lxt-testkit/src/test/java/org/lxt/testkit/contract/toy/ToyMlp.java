// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.contract.toy;

import static org.lxt.tensor.ops.Operations.activate;
import static org.lxt.tensor.ops.Operations.multiply;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.lxt.rules.LinearLayer;
import org.lxt.rules.MlpLayer;
import org.lxt.rules.Rules;
import org.lxt.spi.parts.ParameterLookup;
import org.lxt.spi.parts.options.DecoderConfig;
import org.lxt.tensor.Role;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;

/** The gated MLP of the toy family. */
record ToyMlp(@Nullable PlantedFault fault, MlpLayer layer) {
    static ToyMlp find(
            @Nullable PlantedFault fault, DecoderConfig config, ParameterLookup lookup, String name, boolean bias) {
        MlpLayer layer = lookup.gatedMlp(name, config.hidden(), config.intermediate(), bias, config.activation());
        if (fault == PlantedFault.BIAS_OF_OPTION_NEVER_READ) {
            LinearLayer down = new LinearLayer(layer.down().weight(), null);
            layer = new MlpLayer(layer.gate(), layer.up(), down, layer.activation());
        }
        if (fault == PlantedFault.GATE_AND_UP_SWAPPED) {
            LinearLayer gate = Objects.requireNonNull(layer.gate());
            layer = new MlpLayer(layer.up(), gate, layer.down(), layer.activation());
        }
        return new ToyMlp(fault, layer);
    }

    Tensor apply(Rules rules, Site at, Tensor x) {
        Tensor gate = rules.linear(at.child("gate"), Objects.requireNonNull(layer.gate()), x);
        Tensor up = rules.linear(at.child("up"), layer.up(), x);
        Tensor inner = product(rules, at.child("product"), open(rules, at.child("act"), gate), up);
        return rules.linear(at.child("down"), layer.down(), inner);
    }

    private Tensor open(Rules rules, Site at, Tensor gate) {
        if (fault == PlantedFault.ACTIVATION_WITHOUT_RULE) {
            return activate(layer.activation(), gate);
        }
        return fault == PlantedFault.ACTIVATION_ORDINARY
                ? rules.ordinary(at, z -> activate(layer.activation(), z), gate)
                : rules.activation(at.as(Role.GATE), layer.activation(), gate);
    }

    private Tensor product(Rules rules, Site at, Tensor open, Tensor up) {
        if (fault == PlantedFault.PRODUCT_WITHOUT_RULE) {
            return multiply(open, up);
        }
        if (fault == PlantedFault.GRADIENT_STOPPED) {
            return rules.product(at, open, up.detach());
        }
        return fault == PlantedFault.PRODUCT_WITHOUT_DIVISION
                ? rules.ordinary(at, z -> multiply(z, up), open)
                : rules.product(at, open, up);
    }
}
