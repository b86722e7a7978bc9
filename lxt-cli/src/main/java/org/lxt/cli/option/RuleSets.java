package org.lxt.cli.option;

import java.util.Iterator;
import java.util.stream.Stream;
import org.lxt.rules.RuleSet;

/** The names of the rule sets that every family has, for the shell to complete; plugins may have more. */
public final class RuleSets implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        return Stream.of(RuleSet.ATTN_LRP, RuleSet.CP_LRP, RuleSet.GRADIENT)
                .map(RuleSet::name)
                .iterator();
    }
}
