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
    /** No rule: input times ordinary gradient. */
    public static final RuleSet GRADIENT = new RuleSet("gradient", false);

    @Override
    public String toString() {
        return name;
    }
}
