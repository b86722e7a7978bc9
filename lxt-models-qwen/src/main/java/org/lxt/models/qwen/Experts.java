package org.lxt.models.qwen;

import java.util.ArrayList;
import java.util.List;
import org.lxt.rules.LinearLayer;
import org.lxt.rules.MlpLayer;
import org.lxt.spi.checkpoint.Weights;
import org.lxt.tensor.backend.kernel.Activation;
import org.lxt.tensor.weight.Weight;

/** The gated MLPs of a mixture, looked up. */
final class Experts {
    private Experts() {}

    /**
     * Looks the parameters up in either layout: a tensor for each projection of each expert, as published files have it and
     * transformers saves it, or all experts in one tensor with gate above up, as the module of transformers 5 holds them.
     */
    static List<MlpLayer> find(Weights weights, String name, MixtureConfig config, int hidden, Activation activation) {
        return weights.has(name + ".gate_up_proj")
                ? fused(weights, name, config, hidden, activation)
                : apart(weights, name, config, hidden, activation);
    }

    private static List<MlpLayer> apart(
            Weights weights, String name, MixtureConfig config, int hidden, Activation activation) {
        int inner = config.inner();
        List<MlpLayer> experts = new ArrayList<>();
        for (int e = 0; e < config.experts(); e++) {
            String expert = name + "." + e;
            experts.add(mlp(
                    weights.matrix(expert + ".gate_proj.weight", inner, hidden),
                    weights.matrix(expert + ".up_proj.weight", inner, hidden),
                    weights.matrix(expert + ".down_proj.weight", hidden, inner),
                    activation));
        }
        return experts;
    }

    private static List<MlpLayer> fused(
            Weights weights, String name, MixtureConfig config, int hidden, Activation activation) {
        int inner = config.inner();
        Weight gateAndUp =
                weights.stack(name + ".gate_up_proj", config.experts(), Math.multiplyExact(2, inner), hidden);
        Weight down = weights.stack(name + ".down_proj", config.experts(), hidden, inner);
        List<MlpLayer> experts = new ArrayList<>();
        for (int e = 0; e < config.experts(); e++) {
            experts.add(mlp(
                    gateAndUp.rows(2 * e * inner, inner),
                    gateAndUp.rows((2 * e + 1) * inner, inner),
                    down.rows(e * hidden, hidden),
                    activation));
        }
        return experts;
    }

    private static MlpLayer mlp(Weight gate, Weight up, Weight down, Activation activation) {
        return new MlpLayer(
                new LinearLayer(gate, null), new LinearLayer(up, null), new LinearLayer(down, null), activation);
    }
}
