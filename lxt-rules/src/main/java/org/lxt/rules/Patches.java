// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.rules;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.kernel.Activation;

/**
 * What a rule set does at each kind of operation: the seams of a model. Start from {@link #attnLrp}, {@link #cpLrp},
 * {@link #relp} or {@link #gradient} and replace what a family or a study does differently.
 *
 * {@snippet :
 * Patches patches = Patches.attnLrp().withNorm(Norms.ORDINARY);
 * }
 */
public final class Patches {
    /** Attention from its inputs. */
    @FunctionalInterface
    public interface AttentionRule {
        /** Computes {@code softmax(q k^T) v}, with the {@linkplain AttentionInput#terms terms} of the input in the softmax. */
        Tensor apply(Site at, AttentionInput input);

        /**
         * Whether it has the biases and sinks of {@link AttentionInput#terms} in its softmax. A rule that does not say so is
         * refused where there are any: the model would compute something else without a word.
         */
        default boolean heedsTerms() {
            return false;
        }

        /** The same rule, said to heed the terms of its input: it hands them on, or reckons with them itself. */
        static AttentionRule heedingTerms(AttentionRule rule) {
            return new AttentionRule() {
                @Override
                public Tensor apply(Site at, AttentionInput input) {
                    return rule.apply(at, input);
                }

                @Override
                public boolean heedsTerms() {
                    return true;
                }
            };
        }
    }

    /** A norm. */
    @FunctionalInterface
    public interface NormRule {
        /** Normalises each row of {@code x}. */
        Tensor apply(Site at, NormLayer layer, Tensor x);
    }

    /** An element-wise activation. */
    @FunctionalInterface
    public interface ActivationRule {
        /** Computes {@code f(x)}. */
        Tensor apply(Site at, Activation f, Tensor x);
    }

    /** An element-wise product. */
    @FunctionalInterface
    public interface ProductRule {
        /** Computes {@code a * b}. */
        Tensor apply(Site at, Tensor a, Tensor b);
    }

    /** A linear layer, or a convolution over its unfolded input. */
    @FunctionalInterface
    public interface LinearRule {
        /** Computes {@code x W^T + b}. */
        Tensor apply(Site at, LinearLayer layer, Tensor x);

        /** The rule that the layer at a site has: this one, unless this one only chooses among others by site. */
        default LinearRule ruleAt(Site at) {
            return this;
        }
    }

    /** A whole MLP. */
    @FunctionalInterface
    public interface MlpRule {
        /** Computes the MLP, by the other rules where it has activations, products and linear layers. */
        Tensor apply(Rules rules, Site at, MlpLayer layer, Tensor x);
    }

    private final AttentionRule attention;
    private final NormRule norm;
    private final ActivationRule activation;
    private final ProductRule product;
    private final LinearRule linear;
    private final LinearRule convolution;
    private final MlpRule mlp;

    private Patches(Builder builder) {
        this.attention = builder.attention;
        this.norm = builder.norm;
        this.activation = builder.activation;
        this.product = builder.product;
        this.linear = builder.linear;
        this.convolution = builder.convolution;
        this.mlp = builder.mlp;
    }

    /** The rule sets that every family has unless it says otherwise, the usual default first, each with its patches. */
    public static Map<RuleSet, Patches> standard() {
        Map<RuleSet, Patches> all = new LinkedHashMap<>();
        all.put(RuleSet.ATTN_LRP, attnLrp());
        all.put(RuleSet.CP_LRP, cpLrp());
        all.put(RuleSet.RELP, relp());
        all.put(RuleSet.GRADIENT, gradient());
        return Collections.unmodifiableMap(all);
    }

    /** The patches of {@link RuleSet#ATTN_LRP}. */
    public static Patches attnLrp() {
        return gradient().toBuilder()
                .attention(Attentions.UNIFORM)
                .norm(Norms.CONSTANT_SPREAD)
                .activation(Activations.IDENTITY)
                .product(Products.UNIFORM)
                .build();
    }

    /** The patches of {@link RuleSet#CP_LRP}. */
    public static Patches cpLrp() {
        return gradient().toBuilder()
                .attention(Attentions.VALUE_ONLY)
                .norm(Norms.CONSTANT_SPREAD)
                .activation(Activations.IDENTITY_UNGATED)
                .product(Products.FIRST_OF_ROUTED)
                .build();
    }

    /** The patches of {@link RuleSet#RELP}. */
    public static Patches relp() {
        return attnLrp().toBuilder().attention(Attentions.VALUE_ONLY).build();
    }

    /** The patches of {@link RuleSet#GRADIENT}: none. */
    public static Patches gradient() {
        return new Builder().build();
    }

    /** Attention. */
    public AttentionRule attention() {
        return attention;
    }

    /** Norms. */
    public NormRule norm() {
        return norm;
    }

    /** Activations. */
    public ActivationRule activation() {
        return activation;
    }

    /** Products. */
    public ProductRule product() {
        return product;
    }

    /** Linear layers. */
    public LinearRule linear() {
        return linear;
    }

    /** Convolutions. */
    public LinearRule convolution() {
        return convolution;
    }

    /** MLPs. */
    public MlpRule mlp() {
        return mlp;
    }

    /** These patches with another attention rule. */
    public Patches withAttention(AttentionRule rule) {
        return toBuilder().attention(rule).build();
    }

    /** These patches with another norm rule. */
    public Patches withNorm(NormRule rule) {
        return toBuilder().norm(rule).build();
    }

    /** These patches with another activation rule. */
    public Patches withActivation(ActivationRule rule) {
        return toBuilder().activation(rule).build();
    }

    /** These patches with another product rule. */
    public Patches withProduct(ProductRule rule) {
        return toBuilder().product(rule).build();
    }

    /** These patches with another rule of linear layers. */
    public Patches withLinear(LinearRule rule) {
        return toBuilder().linear(rule).build();
    }

    /** These patches with another rule of convolutions. */
    public Patches withConvolution(LinearRule rule) {
        return toBuilder().convolution(rule).build();
    }

    /** These patches with another MLP. */
    public Patches withMlp(MlpRule rule) {
        return toBuilder().mlp(rule).build();
    }

    /** A builder that starts from these patches, to replace several. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.attention = attention;
        builder.norm = norm;
        builder.activation = activation;
        builder.product = product;
        builder.linear = linear;
        builder.convolution = convolution;
        builder.mlp = mlp;
        return builder;
    }

    /** Replaces single seams. */
    public static final class Builder {
        private AttentionRule attention = Attentions.ORDINARY;
        private NormRule norm = Norms.ORDINARY;
        private ActivationRule activation = Activations.ORDINARY;
        private ProductRule product = Products.ORDINARY;
        private LinearRule linear = Linears.ORDINARY;
        private LinearRule convolution = Linears.ORDINARY;
        private MlpRule mlp = Mlps.STANDARD;

        private Builder() {}

        /** Sets the attention rule. */
        public Builder attention(AttentionRule rule) {
            attention = rule;
            return this;
        }

        /** Sets the norm rule. */
        public Builder norm(NormRule rule) {
            norm = rule;
            return this;
        }

        /** Sets the activation rule. */
        public Builder activation(ActivationRule rule) {
            activation = rule;
            return this;
        }

        /** Sets the product rule. */
        public Builder product(ProductRule rule) {
            product = rule;
            return this;
        }

        /** Sets the rule of linear layers. */
        public Builder linear(LinearRule rule) {
            linear = rule;
            return this;
        }

        /** Sets the rule of convolutions. */
        public Builder convolution(LinearRule rule) {
            convolution = rule;
            return this;
        }

        /** Sets the MLP. */
        public Builder mlp(MlpRule rule) {
            mlp = rule;
            return this;
        }

        /** The patches. */
        public Patches build() {
            return new Patches(this);
        }
    }
}
