package org.lxt.rules.composite;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.lxt.rules.LinearLayer;
import org.lxt.rules.Patches;
import org.lxt.rules.RuleSet;
import org.lxt.rules.Rules;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;

/**
 * Which linear layer and which convolution has which rule: by name, by being the first, by type. Laid over the patches of a
 * rule set, which keep attention, norms, activations and products.
 *
 * <p>Of several that fit, a name counts before being the first, and that before the type; among several names the one that
 * was added first. A layer that nothing fits keeps the rule that the patches have for it. The projections of a vision
 * transformer's attention have no rule, whatever a composite says: the reference does not reach them. The experts of a mixture
 * have one for each projection, at sites such as {@code layers.3.mlp.experts.5.gate_proj}, and so has its router.
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
    private record Named(SitePattern pattern, Patches.LinearRule rule) {}

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
        return Rules.of(new RuleSet(set.name() + " with " + this, set.strict()), on(rules.patches()));
    }

    /** These patches with the rules of this composite for linear layers and convolutions. */
    public Patches on(Patches patches) {
        // A model always runs forward from the same layer on, so the first site that is ever asked for is the first.
        AtomicReference<Optional<Site>> firstSite = new AtomicReference<>(Optional.empty());
        return patches.toBuilder()
                .linear(new Choice(firstSite, linears, patches.linear()))
                .convolution(new Choice(firstSite, convolutions, patches.convolution()))
                .build();
    }

    /** The rule of each layer of one type. */
    private final class Choice implements Patches.LinearRule {
        private final AtomicReference<Optional<Site>> firstSite;
        private final Patches.LinearRule others;

        Choice(
                AtomicReference<Optional<Site>> firstSite,
                Patches.@Nullable LinearRule ofType,
                Patches.LinearRule otherwise) {
            this.firstSite = firstSite;
            this.others = ofType != null ? ofType : otherwise;
        }

        @Override
        public Tensor apply(Site at, LinearLayer layer, Tensor x) {
            return ruleAt(at).apply(at, layer, x);
        }

        @Override
        public Patches.LinearRule ruleAt(Site at) {
            Optional<Site> known = firstSite.updateAndGet(s -> s.isPresent() ? s : Optional.of(at));
            for (Named named : names) {
                if (named.pattern().fits(at)) {
                    return named.rule().ruleAt(at);
                }
            }
            Patches.LinearRule rule = first != null && known.filter(at::equals).isPresent() ? first : others;
            return rule.ruleAt(at);
        }
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
