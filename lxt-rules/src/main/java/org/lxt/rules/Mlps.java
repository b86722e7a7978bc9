// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.rules;

import java.util.List;
import org.lxt.tensor.Role;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;

/** Forward code of MLPs, one for all rule sets: the rules act in the activation and the product. */
public final class Mlps {
    static final String GATE = "gate_proj";
    static final String UP = "up_proj";
    static final String DOWN = "down_proj";
    static final String ACTIVATION = "act";
    static final String PRODUCT = "product";
    static final String NEURONS = "neurons";

    /** The last steps of the names that its values have. */
    static final List<String> NAMES = List.of(GATE, UP, ACTIVATION, PRODUCT, NEURONS, DOWN);

    /** {@code down(act(gate(x)) * up(x))}, or {@code down(act(up(x)))} where there is no gate. */
    public static final Patches.MlpRule STANDARD = Mlps::standard;

    private Mlps() {}

    private static Tensor standard(Rules rules, Site at, MlpLayer layer, Tensor x) {
        Tensor up = rules.linear(at.child(UP), layer.up(), x);
        LinearLayer gateLayer = layer.gate();
        Tensor inner;
        if (gateLayer == null) {
            inner = rules.activation(at.child(ACTIVATION), layer.activation(), up);
        } else {
            Tensor gate = rules.linear(at.child(GATE), gateLayer, x);
            Tensor open = rules.activation(at.child(ACTIVATION).as(Role.GATE), layer.activation(), gate);
            inner = rules.product(at.child(PRODUCT), open, up);
        }
        return rules.linear(at.child(DOWN), layer.down(), rules.value(at.child(NEURONS), inner));
    }
}
