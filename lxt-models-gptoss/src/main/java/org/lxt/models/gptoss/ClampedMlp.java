// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.gptoss;

import static org.lxt.tensor.ops.Operations.activate;
import static org.lxt.tensor.ops.Operations.add;
import static org.lxt.tensor.ops.Operations.gatherColumns;
import static org.lxt.tensor.ops.Operations.scale;
import static org.lxt.tensor.ops.Operations.subtract;

import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.lxt.rules.GradientRules;
import org.lxt.rules.LinearLayer;
import org.lxt.rules.MlpLayer;
import org.lxt.rules.Patches;
import org.lxt.rules.Rules;
import org.lxt.tensor.Role;
import org.lxt.tensor.Shape;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.kernel.Activation;
import org.lxt.tensor.ops.move.ColumnMap;

/**
 * The forward code of an expert: of one projection every other column is a gate, {@code g sigmoid(1.702 g)} with g at most 7, and
 * the others, between -7 and 7 and plus 1, are what it multiplies. A file may also have the gate's columns as a projection of their own.
 * Source: {@code GptOssExperts} of transformers.
 *
 * <p>A clamp is a function of each element: where rules hold it has the identity rule, as the activation has. The 1 is a constant
 * that is added.
 */
final class ClampedMlp {
    /** Of rule sets under which functions have the identity rule. */
    static final Patches.MlpRule RULED = (rules, at, layer, x) -> apply(rules, at, layer, x, true);

    /** Of gradients. */
    static final Patches.MlpRule ORDINARY = (rules, at, layer, x) -> apply(rules, at, layer, x, false);

    static final double LIMIT = 7;
    private static final double ALPHA = 1.702;

    /** What the gate is made of, and what it multiplies. */
    private record Halves(Tensor gate, Tensor up) {}

    private ClampedMlp() {}

    private static Tensor apply(Rules rules, Site at, MlpLayer layer, Tensor x, boolean isRuled) {
        Halves halves = halves(rules, at, layer, x);
        Tensor gate = clamp(at.child("gate_clamp"), halves.gate(), ClampedMlp::atMost, isRuled);
        // the activation of 1.702 g, over 1.702, is what the gate lets through
        Tensor open = scale(
                rules.activation(at.child("act").as(Role.GATE), layer.activation(), scale(gate, ALPHA)), 1 / ALPHA);
        Tensor up = clamp(at.child("up_clamp"), halves.up(), z -> atLeast(atMost(z)), isRuled);
        Tensor one = number(up, 1);
        Tensor inner = rules.product(at.child("product"), open, add(up, one));
        return rules.linear(at.child("down_proj"), layer.down(), rules.value(at.child("neurons"), inner));
    }

    private static Halves halves(Rules rules, Site at, MlpLayer layer, Tensor x) {
        LinearLayer gate = layer.gate();
        if (gate != null) {
            return new Halves(
                    rules.linear(at.child("gate_proj"), gate, x), rules.linear(at.child("up_proj"), layer.up(), x));
        }
        Tensor both = rules.linear(at.child("gate_up_proj"), layer.up(), x);
        return new Halves(everyOther(both, 0), everyOther(both, 1));
    }

    private static Tensor everyOther(Tensor both, int first) {
        int[] columns =
                IntStream.range(0, both.columns() / 2).map(i -> 2 * i + first).toArray();
        return gatherColumns(both, ColumnMap.of(columns, both.columns()));
    }

    private static Tensor clamp(Site at, Tensor x, UnaryOperator<Tensor> function, boolean isRuled) {
        return isRuled ? GradientRules.identityRule(at, function, x) : GradientRules.ordinary(at, function, x);
    }

    /** {@code x - max(x - 7, 0)}: exactly x where it is below. */
    private static Tensor atMost(Tensor x) {
        return subtract(x, activate(Activation.RELU, subtract(x, number(x, LIMIT))));
    }

    private static Tensor atLeast(Tensor x) {
        return add(x, activate(Activation.RELU, subtract(number(x, -LIMIT), x)));
    }

    private static Tensor number(Tensor like, double value) {
        return like.scope().constant(Shape.of(1), new double[] {value});
    }
}
