package org.lxt.chat.jinja;

/**
 * What a name or an attribute is that does not exist: printed as nothing and false, and refused in computations.
 *
 * @param problem what is wrong when it is used
 */
record Undefined(String problem) {
    static Undefined name(String name) {
        return new Undefined("'" + name + "' is undefined");
    }

    static Undefined member(Object of, String name) {
        return of instanceof Undefined undefined
                ? undefined
                : new Undefined(Types.described(of) + " has no attribute '" + name + "'");
    }

    JinjaException refusal() {
        return new JinjaException(problem);
    }
}
