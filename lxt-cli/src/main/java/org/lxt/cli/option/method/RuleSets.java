// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.option.method;

import java.util.Iterator;
import org.lxt.rules.Patches;
import org.lxt.rules.RuleSet;

/** The names of the rule sets that every family has, for the shell to complete; plugins may have more. */
public final class RuleSets implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        return Patches.standard().keySet().stream().map(RuleSet::name).iterator();
    }
}
