package org.lxt.cli;

import java.util.List;
import java.util.stream.Collectors;
import org.lxt.rules.RuleSet;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Rule sets by the names used on the command line. */
final class RuleSets implements ITypeConverter<RuleSet> {
    private static final List<RuleSet> KNOWN = List.of(RuleSet.ATTN_LRP, RuleSet.CP_LRP, RuleSet.GRADIENT);

    @Override
    public RuleSet convert(String name) {
        return KNOWN.stream()
                .filter(set -> set.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("there is no rule set '" + name + "'; there are: "
                        + KNOWN.stream().map(RuleSet::name).collect(Collectors.joining(", "))));
    }
}
