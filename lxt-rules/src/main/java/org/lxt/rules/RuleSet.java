// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.rules;

/**
 * The name of a way to propagate relevance. The ones here are those of LXT; plugins and users may name more.
 *
 * @param name as on the command line, such as {@code attnlrp}
 * @param strict whether every product and non-linear function must go through a rule
 */
public record RuleSet(String name, boolean strict) {
    /** AttnLRP: identity rule on activations, uniform rule on products and on attention, norms with constant spread. */
    public static final RuleSet ATTN_LRP = new RuleSet("attnlrp", true);
    /** CP-LRP: relevance goes through the values of attention and the ungated branch only; norms as in AttnLRP. */
    public static final RuleSet CP_LRP = new RuleSet("cp-lrp", true);
    /**
     * RelP: attention patterns and the spread of norms are constants, activations have the identity rule, products the half
     * rule. It differs from AttnLRP in attention, and from CP-LRP in gates, half of whose relevance goes through the gate.
     * The reference adds 1e-6 to the denominator of the identity rule; here it is that of AttnLRP.
     *
     * @see <a href="https://arxiv.org/abs/2508.21258">RelP: Faithful and Efficient Circuit Discovery via Relevance
     *     Patching</a>
     */
    public static final RuleSet RELP = new RuleSet("relp", true);
    /** No rule: input times ordinary gradient. */
    public static final RuleSet GRADIENT = new RuleSet("gradient", false);

    @Override
    public String toString() {
        return name;
    }
}
