package org.lxt.models.qwen;

import java.util.ArrayList;
import java.util.List;
import org.lxt.rules.Rules;
import org.lxt.spi.Weights;
import org.lxt.tensor.Role;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.Weight;
import org.lxt.tensor.backend.Activation;
import org.lxt.tensor.ops.GroupedLinear;
import org.lxt.tensor.ops.Routing;

/**
 * The gated MLPs of a mixture. Only those that a token was routed to are read.
 *
 * @param gate gating projection of each expert, {@code [inner, hidden]}
 * @param up the other projection of each expert, {@code [inner, hidden]}
 * @param down projection back of each expert, {@code [hidden, inner]}
 * @param activation activation of the gate
 */
record Experts(List<Weight> gate, List<Weight> up, List<Weight> down, Activation activation) {
    /**
     * Looks the parameters up in either layout: a tensor for each projection of each expert, as published files have it and
     * transformers saves it, or all experts in one tensor with gate above up, as the module of transformers 5 holds them.
     */
    static Experts find(Weights weights, String name, MixtureConfig config, int hidden, Activation activation) {
        return weights.has(name + ".gate_up_proj")
                ? fused(weights, name, config, hidden, activation)
                : apart(weights, name, config, hidden, activation);
    }

    private static Experts apart(
            Weights weights, String name, MixtureConfig config, int hidden, Activation activation) {
        int inner = config.inner();
        List<Weight> gate = new ArrayList<>();
        List<Weight> up = new ArrayList<>();
        List<Weight> down = new ArrayList<>();
        for (int e = 0; e < config.experts(); e++) {
            String expert = name + "." + e;
            gate.add(weights.matrix(expert + ".gate_proj.weight", inner, hidden));
            up.add(weights.matrix(expert + ".up_proj.weight", inner, hidden));
            down.add(weights.matrix(expert + ".down_proj.weight", hidden, inner));
        }
        return new Experts(gate, up, down, activation);
    }

    private static Experts fused(
            Weights weights, String name, MixtureConfig config, int hidden, Activation activation) {
        int inner = config.inner();
        Weight gateAndUp =
                weights.stack(name + ".gate_up_proj", config.experts(), Math.multiplyExact(2, inner), hidden);
        Weight allDown = weights.stack(name + ".down_proj", config.experts(), hidden, inner);
        List<Weight> gate = new ArrayList<>();
        List<Weight> up = new ArrayList<>();
        List<Weight> down = new ArrayList<>();
        for (int e = 0; e < config.experts(); e++) {
            gate.add(gateAndUp.rows(2 * e * inner, inner));
            up.add(gateAndUp.rows((2 * e + 1) * inner, inner));
            down.add(allDown.rows(e * hidden, hidden));
        }
        return new Experts(gate, up, down, activation);
    }

    /**
     * Sends each token through its experts.
     *
     * @param x {@code [tokens, hidden]}
     * @return {@code [tokens * perToken, hidden]}, pair by pair
     */
    Tensor apply(Rules rules, Site at, Tensor x, Routing routing) {
        Tensor opened = rules.activation(
                at.child("act").as(Role.GATE), activation, grouped(at.child("gate_proj"), x, routing, gate));
        Tensor inner = rules.product(at.child("product"), opened, grouped(at.child("up_proj"), x, routing, up));
        return x.scope().at(at.child("down_proj"), () -> GroupedLinear.applyToPairs(inner, routing, down));
    }

    private static Tensor grouped(Site at, Tensor x, Routing routing, List<Weight> experts) {
        return x.scope().at(at, () -> GroupedLinear.apply(x, routing, experts));
    }
}
