package org.lxt.cli;

import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import org.lxt.rules.RuleSet;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Rule sets by the names used on the command line, and these names for the shell to complete. */
final class RuleSets implements ITypeConverter<RuleSet>, Iterable<String> {
    private static final List<RuleSet> KNOWN = List.of(RuleSet.ATTN_LRP, RuleSet.CP_LRP, RuleSet.GRADIENT);

    @Override
    public RuleSet convert(String name) {
        return KNOWN.stream()
                .filter(set -> set.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("there is no rule set '" + name + "'; there are: "
                        + KNOWN.stream().map(RuleSet::name).collect(Collectors.joining(", "))));
    }

    @Override
    public Iterator<String> iterator() {
        return KNOWN.stream().map(RuleSet::name).iterator();
    }
}
