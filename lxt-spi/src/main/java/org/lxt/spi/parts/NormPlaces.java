// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.parts;

import java.util.function.Function;
import org.lxt.rules.NormLayer;
import org.lxt.tensor.Site;

/** Where a layer has its norms, and what transformers calls them there. */
public enum NormPlaces {
    /** {@code input_layernorm} before attention, {@code post_attention_layernorm} before the MLP. */
    BEFORE {
        @Override
        BranchNorms aroundAttention(Function<String, NormLayer> find) {
            return BranchNorms.preNorm(named("input_layernorm", find));
        }

        @Override
        BranchNorms aroundMlp(Function<String, NormLayer> find) {
            return BranchNorms.preNorm(named("post_attention_layernorm", find));
        }
    },
    /** {@code post_attention_layernorm} and {@code post_feedforward_layernorm}, before the additions. */
    AFTER {
        @Override
        BranchNorms aroundAttention(Function<String, NormLayer> find) {
            return BranchNorms.postNorm(named("post_attention_layernorm", find));
        }

        @Override
        BranchNorms aroundMlp(Function<String, NormLayer> find) {
            return BranchNorms.postNorm(named("post_feedforward_layernorm", find));
        }
    },
    /** On both sides of both branches, {@code pre_feedforward_layernorm} being the one before the MLP. */
    AROUND {
        @Override
        BranchNorms aroundAttention(Function<String, NormLayer> find) {
            return BranchNorms.sandwich(named("input_layernorm", find), named("post_attention_layernorm", find));
        }

        @Override
        BranchNorms aroundMlp(Function<String, NormLayer> find) {
            return BranchNorms.sandwich(
                    named("pre_feedforward_layernorm", find), named("post_feedforward_layernorm", find));
        }
    };

    abstract BranchNorms aroundAttention(Function<String, NormLayer> find);

    abstract BranchNorms aroundMlp(Function<String, NormLayer> find);

    /**
     * A layer with its norms there, attention called {@code self_attn} and MLP {@code mlp}.
     *
     * @param find looks a norm of the layer up, such as {@code input_layernorm}
     */
    public ResidualLayer layer(Site site, Function<String, NormLayer> find, SelfAttention attention, FeedForward mlp) {
        return new ResidualLayer(
                site,
                aroundAttention(find),
                new Named<>("self_attn", attention),
                aroundMlp(find),
                new Named<>("mlp", mlp));
    }

    private static Named<NormLayer> named(String name, Function<String, NormLayer> find) {
        return new Named<>(name, find.apply(name));
    }
}
