// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.models.qwen;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.lxt.spi.checkpoint.ModelConfig;
import org.lxt.spi.parts.mixture.ExpertOptions;

/**
 * The options of mixtures of experts, checked. Source: {@code configuration_qwen3_moe.py} of transformers.
 *
 * @param experts number of experts of a mixture; if 0 no layer has one
 * @param perToken how many of them each token goes to
 * @param inner inner width of an expert
 * @param normalised whether the routing weights of a token are divided by their sum
 * @param step every how many layers one has experts
 * @param dense layers that have none in any case
 */
record MixtureConfig(int experts, int perToken, int inner, boolean normalised, int step, Set<Integer> dense) {
    private static final int PER_TOKEN = 8;
    private static final int INNER = 768;

    static MixtureConfig read(ModelConfig config) {
        int experts = ExpertOptions.count(config).orElseGet(() -> config.positive("num_experts"));
        return new MixtureConfig(
                experts,
                ExpertOptions.perToken(config, experts, PER_TOKEN),
                ExpertOptions.inner(
                        config,
                        "moe_intermediate_size",
                        config.optionalPositive("moe_intermediate_size").orElse(INNER)),
                config.flag("norm_topk_prob", false),
                config.optionalPositive("decoder_sparse_step").orElse(1),
                dense(config));
    }

    private static Set<Integer> dense(ModelConfig config) {
        double[] layers = config.numbers("mlp_only_layers").orElse(new double[0]);
        if (Arrays.stream(layers).anyMatch(l -> l != Math.rint(l) || Math.abs(l) > Integer.MAX_VALUE)) {
            throw config.wrong("mlp_only_layers", "a list of indices of layers", config.raw("mlp_only_layers"));
        }
        return Arrays.stream(layers).mapToObj(l -> (int) l).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether a layer has a mixture of experts in place of its MLP. */
    boolean isSparse(int layer) {
        return experts > 0 && !dense.contains(layer) && (layer + 1) % step == 0;
    }
}
