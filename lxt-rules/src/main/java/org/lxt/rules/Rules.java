// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.rules;

import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.lxt.tensor.Site;
import org.lxt.tensor.Tensor;
import org.lxt.tensor.backend.kernel.Activation;
import org.lxt.tensor.ops.attention.AttentionShape;
import org.lxt.tensor.ops.linear.Routing;
import org.lxt.tensor.rows.PackedRows;

/**
 * A rule set as one model instance uses it: a value, not a switch, so that one JVM explains by several at the same time.
 * Model code calls these methods where its paper has an activation, a product, a norm; the {@link Patches} of the family
 * decide what happens to the gradient there. The forward result is the same for every rule set.
 */
public final class Rules {
    /** What a rule set does in one run of a model. */
    public interface OfRun {
        /** What happens to the gradient at each kind of operation. */
        Patches patches();

        /**
         * What is to be said of the rules once the run has been through the model, in sentences.
         *
         * @throws RuleException if the model cannot be what they were written for
         */
        List<String> remarks();
    }

    /** The same in every run. */
    private record Always(Patches patches) implements OfRun {
        @Override
        public List<String> remarks() {
            return List.of();
        }
    }

    private final RuleSet set;
    private final Supplier<OfRun> runs;
    private final OfRun run;
    private final Patches patches;
    private final RunObserver observer;
    private final List<PackedRows> rows;

    private Rules(RuleSet set, Supplier<OfRun> runs, OfRun run, RunObserver observer, List<PackedRows> rows) {
        this.set = set;
        this.runs = runs;
        this.run = run;
        this.patches = run.patches();
        this.observer = observer;
        this.rows = rows;
    }

    private static Rules atBeginning(RuleSet set, Supplier<OfRun> runs, RunObserver observer) {
        return new Rules(set, runs, runs.get(), observer, List.of());
    }

    /** The rules of a family under a rule set. */
    public static Rules of(RuleSet set, Patches patches) {
        OfRun always = new Always(patches);
        return atBeginning(set, () -> always, RunObserver.NONE);
    }

    /**
     * Rules that depend on where in a run of the model they are asked.
     *
     * @param runs begins a run
     */
    public static Rules perRun(RuleSet set, Supplier<OfRun> runs) {
        return atBeginning(set, runs, RunObserver.NONE);
    }

    /** These rules at the beginning of a run of a model. */
    public Rules forRun() {
        return atBeginning(set, runs, observer);
    }

    /** The same rules, but this observer, in place of any other, is told what their runs compute. */
    public Rules observedBy(RunObserver who) {
        return new Rules(set, runs, run, who, rows);
    }

    /**
     * The same rules in the same run, where values have these rows. It is how whoever observes the run knows which token a row is.
     *
     * @param all the tokens that a layer reads
     * @param wanted those that the last layer is computed for
     */
    public Rules over(PackedRows all, PackedRows wanted) {
        return new Rules(set, runs, run, observer, List.of(all, wanted));
    }

    /** The rows of which there are so many; null if none are known. */
    @Nullable
    PackedRows rows(int count) {
        return rows.stream().filter(r -> r.size() == count).findFirst().orElse(null);
    }

    /** Whether anybody is told what the run computes. */
    boolean isObserved() {
        return !observer.equals(RunObserver.NONE);
    }

    /** Who is told what the run computes. */
    RunObserver observer() {
        return observer;
    }

    /**
     * What is to be said of these rules once their run has been through the model, in sentences.
     *
     * @throws RuleException if the model cannot be what they were written for, such as one without a layer that they name
     */
    public List<String> remarks() {
        return run.remarks();
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
        return value(at, patches.activation().apply(at, f, x));
    }

    /** An element-wise product, both of whose factors may carry relevance. */
    public Tensor product(Site at, Tensor a, Tensor b) {
        return value(at, patches.product().apply(at, a, b));
    }

    /** A norm of each row. */
    public Tensor norm(Site at, NormLayer layer, Tensor x) {
        return value(at, patches.norm().apply(at, layer, x));
    }

    /** A linear layer. */
    public Tensor linear(Site at, LinearLayer layer, Tensor x) {
        return value(at, patches.linear().apply(at, layer, x));
    }

    /** A linear layer that keeps its ordinary derivative whatever the rules of linear layers say. */
    public Tensor ordinaryLinear(Site at, LinearLayer layer, Tensor x) {
        return value(at, Linears.ORDINARY.apply(at, layer, x));
    }

    /**
     * A convolution as the linear layer that it is on its unfolded input: each row of {@code fields} is one receptive
     * field, each row of the layer's weight one filter.
     */
    public Tensor convolution(Site at, LinearLayer filters, Tensor fields) {
        return value(at, patches.convolution().apply(at, filters, fields));
    }

    /**
     * The attention function.
     *
     * @throws RuleException if the input has biases or sinks that the patch of attention does not say that it heeds
     */
    public Tensor attention(Site at, AttentionInput input) {
        Patches.AttentionRule rule = patches.attention();
        if (!input.terms().isEmpty() && !rule.heedsTerms()) {
            throw new RuleException(at.path()
                    + ": the scores have biases or sinks, and the patch of attention for the rule set '"
                    + set.name() + "' does not say that it heeds them; hand input.terms() on and declare the patch by"
                    + " AttentionRule.heedingTerms");
        }
        if (!isObserved()) {
            return rule.apply(at, input);
        }
        AttentionShape shape = input.shape();
        AttentionInput seen = new AttentionInput(
                value(at.child("queries"), input.q(), shape.heads()),
                value(at.child("keys"), input.k(), shape.keyValueHeads()),
                value(at.child("values"), input.v(), shape.keyValueHeads()),
                input.shape(),
                input.terms(),
                input.queryRows(),
                input.keyRows());
        Tensor heads = value(at.child("heads"), rule.apply(at, seen), shape.heads());
        observer.attention(at, seen, heads);
        return heads;
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
        Tensor outputs = mlps.areAlikeUnder(patches) ? mlps.together(x) : mlps.oneByOne(x);
        mlps.showAllTo(patches);
        return outputs;
    }

    /** Tells whoever observes the run that a branch of a layer was added to what it reads. */
    public void added(ResidualBranch branch) {
        observer.branch(branch);
    }

    /** Tells whoever observes the run what was computed at a site; gives what the run goes on with. */
    public Tensor value(Site at, Tensor computed) {
        return value(at, computed, computed.columns());
    }

    /**
     * The same of a value whose rows are several units of one size, side by side.
     *
     * @param units how many, such as the heads of an attention
     */
    public Tensor value(Site at, Tensor computed, int units) {
        return isObserved()
                ? observer.value(new NamedValue(at, computed, rows(computed.rows()), units, null))
                : computed;
    }

    /**
     * The same of what experts gave, each of whose rows is that of one expert.
     *
     * @param computed {@code [routing.tokens() * routing.perToken(), any]}, pair by pair
     * @param experts how many there are, used or not
     */
    public Tensor routed(Site at, Tensor computed, Routing routing, int experts) {
        return isObserved()
                ? observer.value(new NamedValue(at, computed, rows(routing.tokens()), experts, routing))
                : computed;
    }

    /** A function that every rule set leaves to its ordinary derivative. */
    public Tensor ordinary(Site at, UnaryOperator<Tensor> f, Tensor x) {
        return GradientRules.ordinary(at, f, x);
    }
}
