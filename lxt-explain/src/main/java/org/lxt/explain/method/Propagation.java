package org.lxt.explain.method;

import java.util.List;
import java.util.Optional;
import org.lxt.rules.RuleSet;
import org.lxt.rules.composite.Composite;

/**
 * Relevance by one backward pass under a rule set: gradient times input under changed gradients. AttnLRP and CP-LRP are two of
 * them; {@link #GRADIENT} is Input x Gradient.
 *
 * @param rules the rule set, one that the model's family has patches for
 * @param composite rules of linear layers and convolutions laid over it, if any
 */
public record Propagation(RuleSet rules, Optional<Composite> composite) implements Method {
    /** Input x Gradient: no rule at all. */
    public static final Propagation GRADIENT = of(RuleSet.GRADIENT);

    /** A rule set alone. */
    public static Propagation of(RuleSet rules) {
        return new Propagation(rules, Optional.empty());
    }

    /** The same with a composite in place of the one it may have. */
    public Propagation with(Composite value) {
        return new Propagation(rules, Optional.of(value));
    }

    @Override
    public String name() {
        return rules.name() + composite.map(c -> " with " + c).orElse("");
    }

    @Override
    public List<Relevance> run(Passes passes, List<Question> questions) {
        return passes.propagate(this, questions);
    }
}
