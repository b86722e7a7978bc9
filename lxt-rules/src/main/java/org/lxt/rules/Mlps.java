package org.lxt.rules;

import org.lxt.tensor.Role;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;

/** Forward code of MLPs, one for all rule sets: the rules act in the activation and the product. */
public final class Mlps {
    /** {@code down(act(gate(x)) * up(x))}, or {@code down(act(up(x)))} where there is no gate. */
    public static final Patches.MlpRule STANDARD = Mlps::standard;

    private Mlps() {}

    private static Tensor standard(Rules rules, Site at, MlpLayer layer, Tensor x) {
        Tensor up = rules.linear(at.child("up_proj"), layer.up(), x);
        LinearLayer gateLayer = layer.gate();
        Tensor inner;
        if (gateLayer == null) {
            inner = rules.activation(at.child("act"), layer.activation(), up);
        } else {
            Tensor gate = rules.linear(at.child("gate_proj"), gateLayer, x);
            Tensor open = rules.activation(at.child("act").as(Role.GATE), layer.activation(), gate);
            inner = rules.product(at.child("product"), open, up);
        }
        return rules.linear(at.child("down_proj"), layer.down(), inner);
    }
}
