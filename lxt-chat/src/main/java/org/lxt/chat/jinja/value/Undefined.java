// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.chat.jinja.value;

/**
 * What a name or an attribute is that does not exist: printed as nothing and false, and refused in computations.
 *
 * @param problem what is wrong when it is used
 */
public record Undefined(String problem) {
    static Undefined name(String name) {
        return new Undefined("'" + name + "' is undefined");
    }

    public static Undefined member(Object of, String name) {
        return of instanceof Undefined undefined
                ? undefined
                : new Undefined(Types.described(of) + " has no attribute '" + name + "'");
    }

    public JinjaException refusal() {
        return new JinjaException(problem);
    }
}
