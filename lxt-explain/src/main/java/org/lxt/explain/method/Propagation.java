// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.method;

import java.util.List;
import java.util.Optional;
import org.lxt.explain.request.ExplainException;
import org.lxt.rules.RuleSet;
import org.lxt.rules.composite.Composite;

/**
 * Relevance by a backward pass under a rule set: gradient times input under changed gradients. AttnLRP and CP-LRP are two of
 * them; {@link #GRADIENT} is Input x Gradient.
 *
 * <p>In a prompt that ends with an answer, relevance lands on earlier tokens of the answer as well as on the prompt. With hops
 * it is passed on to what made the model say these tokens: a further backward pass starts from all of them together, each
 * with the weight that makes its value equal to the relevance that arrived at it. {@code docs/answers.md} has the equations.
 *
 * @param rules the rule set, one that the model's family has patches for
 * @param composite rules of linear layers and convolutions laid over it, if any
 * @param hops how often relevance on the answer is passed on; 0 for a single backward pass
 */
public record Propagation(RuleSet rules, Optional<Composite> composite, int hops) implements Method {
    /** Input x Gradient: no rule at all. */
    public static final Propagation GRADIENT = of(RuleSet.GRADIENT);

    /** Checks the number of hops. */
    public Propagation {
        if (hops < 0) {
            throw new ExplainException("relevance is passed on 0 or more times, not " + hops);
        }
    }

    /** A rule set alone. */
    public static Propagation of(RuleSet rules) {
        return new Propagation(rules, Optional.empty(), 0);
    }

    /** The same with this many hops. */
    public Propagation hops(int count) {
        return new Propagation(rules, composite, count);
    }

    /** The same with a composite in place of the one it may have. */
    public Propagation with(Composite value) {
        return new Propagation(rules, Optional.of(value), hops);
    }

    /** {@link #with} by a name that needs no quotes in Scala. */
    public Propagation withComposite(Composite value) {
        return with(value);
    }

    @Override
    public String name() {
        String passedOn = hops == 0 ? "" : hops == 1 ? ", 1 hop" : ", " + hops + " hops";
        return rules.name() + composite.map(c -> " with " + c).orElse("") + passedOn;
    }

    @Override
    public List<Relevance> run(Passes passes, List<Question> questions) {
        return passes.propagate(this, questions);
    }
}
