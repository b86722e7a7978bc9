// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.contract.toy;

import static org.lxt.tensor.ops.Operations.attention;

import org.jspecify.annotations.Nullable;
import org.lxt.rules.Activations;
import org.lxt.rules.GradientRules;
import org.lxt.rules.Patches;
import org.lxt.rules.RuleSet;
import org.lxt.spi.Families;
import org.lxt.spi.ModelPlugin;
import org.lxt.spi.checkpoint.KnownOptions;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.kernel.Activation;

/** A small family of decoders, right or with one fault planted. */
public final class ToyPlugin implements ModelPlugin {
    private static final KnownOptions OPTIONS =
            KnownOptions.common().neutral("toy", "model_type").build();

    private final @Nullable PlantedFault fault;

    /** The family as it should be, for {@link java.util.ServiceLoader}. */
    public ToyPlugin() {
        this(null);
    }

    public ToyPlugin(@Nullable PlantedFault fault) {
        this.fault = fault;
    }

    @Override
    public void register(Families families) {
        families.family("toy")
                .architectures("ToyForCausalLM")
                .patches(RuleSet.ATTN_LRP, attnLrp())
                .patches(RuleSet.CP_LRP, cpLrp())
                .patches(RuleSet.GRADIENT, gradient())
                .options(OPTIONS)
                .loader((config, weights, constants) -> ToyModel.load(fault, config, weights, constants));
    }

    private Patches attnLrp() {
        return fault == PlantedFault.ATTENTION_BY_TWO
                ? Patches.attnLrp().withAttention((at, input) -> {
                    Tensor q = GradientRules.divideGradient(at, input.q(), 2);
                    Tensor k = GradientRules.divideGradient(at, input.k(), 2);
                    Tensor v = GradientRules.divideGradient(at, input.v(), 2);
                    return q.scope()
                            .ruled(at, () -> attention(q, k, v, input.shape(), input.queryRows(), input.keyRows()));
                })
                : Patches.attnLrp();
    }

    private Patches gradient() {
        return fault == PlantedFault.GRADIENT_STOPPED_IN_A_PATCH
                ? Patches.gradient().withActivation((at, f, x) -> Activations.ORDINARY.apply(at, f, x.detach()))
                : Patches.gradient();
    }

    private Patches cpLrp() {
        return fault == PlantedFault.RULE_CHANGES_FORWARD
                ? Patches.cpLrp()
                        .withActivation((at, f, x) -> Activations.IDENTITY_UNGATED.apply(at, Activation.GELU, x))
                : Patches.cpLrp();
    }
}
