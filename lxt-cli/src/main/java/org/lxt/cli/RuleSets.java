package org.lxt.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.lxt.explain.ExplainException;
import org.lxt.rules.RuleSet;

/** Rule sets by the names used on the command line. */
final class RuleSets {
    private static final List<RuleSet> KNOWN = List.of(RuleSet.ATTN_LRP, RuleSet.CP_LRP, RuleSet.GRADIENT);

    private RuleSets() {}

    static RuleSet named(String name) {
        return KNOWN.stream()
                .filter(set -> set.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ExplainException("there is no rule set '" + name + "'; there are: "
                        + KNOWN.stream().map(RuleSet::name).collect(Collectors.joining(", "))));
    }
}
