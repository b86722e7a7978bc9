package org.lxt.rules;

import java.util.List;
import java.util.function.UnaryOperator;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.kernel.Activation;
import org.lxt.tensor.ops.linear.Routing;

/**
 * A rule set as one model instance uses it: a value, not a switch, so that one JVM explains by several at the same time.
 * Model code calls these methods where its paper has an activation, a product, a norm; the {@link Patches} of the family
 * decide what happens to the gradient there. The forward result is the same for every rule set.
 */
public final class Rules {
    private final RuleSet set;
    private final Patches patches;

    private Rules(RuleSet set, Patches patches) {
        this.set = set;
        this.patches = patches;
    }

    /** The rules of a family under a rule set. */
    public static Rules of(RuleSet set, Patches patches) {
        return new Rules(set, patches);
    }

    /** The rule set. */
    public RuleSet set() {
        return set;
    }

    /** What happens to the gradient at each kind of operation. */
    public Patches patches() {
        return patches;
    }

    /** An element-wise activation. The site's role tells a gate from an activation on the main path. */
    public Tensor activation(Site at, Activation f, Tensor x) {
        return patches.activation().apply(at, f, x);
    }

    /** An element-wise product, both of whose factors may carry relevance. */
    public Tensor product(Site at, Tensor a, Tensor b) {
        return patches.product().apply(at, a, b);
    }

    /** A norm of each row. */
    public Tensor norm(Site at, NormLayer layer, Tensor x) {
        return patches.norm().apply(at, layer, x);
    }

    /** A linear layer. */
    public Tensor linear(Site at, LinearLayer layer, Tensor x) {
        return patches.linear().apply(at, layer, x);
    }

    /**
     * A convolution as the linear layer that it is on its unfolded input: each row of {@code fields} is one receptive
     * field, each row of the layer's weight one filter.
     */
    public Tensor convolution(Site at, LinearLayer filters, Tensor fields) {
        return patches.convolution().apply(at, filters, fields);
    }

    /** The attention function. */
    public Tensor attention(Site at, AttentionInput input) {
        return patches.attention().apply(at, input);
    }

    /** A whole MLP. */
    public Tensor mlp(Site at, MlpLayer layer, Tensor x) {
        return patches.mlp().apply(this, at, layer, x);
    }

    /**
     * The experts of a mixture, gated or not: each an MLP like any other, whose site is that of the experts and its number, such
     * as {@code layers.3.mlp.experts.5}. Where no patch or composite wants otherwise they are computed together, and then
     * activation, product and projections have the site of all of them.
     *
     * @param at site of the experts, such as {@code layers.3.mlp.experts}
     * @param experts all of them, used or not
     * @param routing which of them each row of {@code x} goes to
     * @param x {@code [rows, hidden]}
     * @return {@code [rows * routing.perToken(), hidden]}, pair by pair of a row and an expert chosen for it
     */
    public Tensor experts(Site at, List<MlpLayer> experts, Routing routing, Tensor x) {
        RoutedMlps mlps = new RoutedMlps(this, at, experts, routing);
        return mlps.areAlikeUnder(patches) ? mlps.together(x) : mlps.oneByOne(x);
    }

    /** A function that every rule set leaves to its ordinary derivative. */
    public Tensor ordinary(Site at, UnaryOperator<Tensor> f, Tensor x) {
        return GradientRules.ordinary(at, f, x);
    }
}
