// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.rules.composite;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lxt.rules.Patches;
import org.lxt.rules.RuleSet;
import org.lxt.rules.Rules;

/**
 * Which linear layer and which convolution has which rule: by name, by being the first, by type. Laid over the patches of a
 * rule set, which keep attention, norms, activations and products.
 *
 * <p>Of several that fit, a name counts before being the first, and that before the type; among several names the one that
 * was added first. A layer that nothing fits keeps the rule that the patches have for it. The projections of a vision
 * transformer's attention have no rule, whatever a composite says: the reference does not reach them. The experts of a mixture
 * have one for each projection, at sites such as {@code layers.3.mlp.experts.5.gate_proj}, and so has its router.
 *
 * <p>The first layer is the first that a run of a model comes to. After a run {@link Rules#remarks} tells of patterns that fit
 * no layer of the model; a name without wildcards that fits none is an error.
 *
 * <p>Source: {@code LayerMapComposite}, {@code NameMapComposite}, {@code SpecialFirstLayerMapComposite} and {@code
 * MixedComposite} of zennit.
 *
 * {@snippet :
 * Composite composite = Composite.builder()
 *         .name("layers.{0,1,2}.mlp.**", LayerRule.zPlus())
 *         .first(LayerRule.flat())
 *         .convolutions(LayerRule.gamma(0.25))
 *         .linears(LayerRule.gamma(0.05))
 *         .build();
 * }
 */
public final class Composite {
    /** A rule by name. */
    record Named(SitePattern pattern, Patches.LinearRule rule) {}

    private final List<Named> names;
    private final Patches.@Nullable LinearRule first;
    private final Patches.@Nullable LinearRule convolutions;
    private final Patches.@Nullable LinearRule linears;

    private Composite(Builder builder) {
        names = List.copyOf(builder.names);
        first = builder.first;
        convolutions = builder.convolutions;
        linears = builder.linears;
    }

    /** A builder of a composite that changes nothing. */
    public static Builder builder() {
        return new Builder();
    }

    /** The gamma rule by layer type: what the authors of LXT use for vision transformers. */
    public static Composite gamma(double convolutions, double linears) {
        return builder()
                .convolutions(LayerRule.gamma(convolutions))
                .linears(LayerRule.gamma(linears))
                .build();
    }

    /** These rules with those of this composite for linear layers and convolutions; the name of the rule set tells of it. */
    public Rules on(Rules rules) {
        RuleSet set = rules.set();
        RuleSet named = new RuleSet(set.name() + " with " + this, set.strict());
        return Rules.perRun(named, () -> new CompositeRun(this, rules.forRun()));
    }

    /** The rules by name, in the order in which they count. */
    List<Named> names() {
        return names;
    }

    /** The rule of a layer that no name fits. */
    Patches.LinearRule unnamed(boolean isFirst, boolean isConvolution, Patches.LinearRule otherwise) {
        if (isFirst && first != null) {
            return first;
        }
        Patches.LinearRule ofType = isConvolution ? convolutions : linears;
        return ofType != null ? ofType : otherwise;
    }

    /** What it says, such as {@code gamma(0.25) on convolutions, gamma(0.05) on linear layers}. */
    @Override
    public String toString() {
        List<String> parts = new ArrayList<>();
        names.forEach(n -> parts.add(n.rule() + " on " + n.pattern()));
        if (first != null) {
            parts.add(first + " on the first layer");
        }
        if (convolutions != null) {
            parts.add(convolutions + " on convolutions");
        }
        if (linears != null) {
            parts.add(linears + " on linear layers");
        }
        return parts.isEmpty() ? "no rule of its own" : String.join(", ", parts);
    }

    /** Collects rules. Beside {@link LayerRule}, any rule of linear layers will do. */
    public static final class Builder {
        private final List<Named> names = new ArrayList<>();
        private Patches.@Nullable LinearRule first;
        private Patches.@Nullable LinearRule convolutions;
        private Patches.@Nullable LinearRule linears;

        private Builder() {}

        /**
         * A rule for layers of a name.
         *
         * @param pattern of the site's path, as in {@link SitePattern}
         */
        public Builder name(String pattern, Patches.LinearRule rule) {
            names.add(new Named(SitePattern.of(pattern), rule));
            return this;
        }

        /** A rule for the first layer of the model, a linear layer or a convolution. */
        public Builder first(Patches.LinearRule rule) {
            first = rule;
            return this;
        }

        /** A rule for convolutions. */
        public Builder convolutions(Patches.LinearRule rule) {
            convolutions = rule;
            return this;
        }

        /** A rule for linear layers. */
        public Builder linears(Patches.LinearRule rule) {
            linears = rule;
            return this;
        }

        /** The composite. */
        public Composite build() {
            return new Composite(this);
        }
    }
}
