// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.option.method;

import java.util.Iterator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.lxt.explain.method.name.MethodKinds;

/** The names of methods and of the rule sets that every family has, for the shell to complete; plugins may have more. */
public final class MethodNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
        return Stream.concat(
                        StreamSupport.stream(new RuleSets().spliterator(), false), MethodKinds.find().names().stream())
                .iterator();
    }
}
