// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.chat.jinja.filter;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lxt.chat.jinja.value.Arguments;
import org.lxt.chat.jinja.value.Callable;
import org.lxt.chat.jinja.value.JinjaException;
import org.lxt.chat.jinja.value.None;
import org.lxt.chat.jinja.value.Ordering;
import org.lxt.chat.jinja.value.Types;
import org.lxt.chat.jinja.value.Undefined;

/** What comes after {@code is}. */
public final class Tests {
    private final Ordering ordering;

    public Tests(Ordering ordering) {
        this.ordering = ordering;
    }

    public boolean holds(String name, Object value, Arguments arguments) {
        return switch (name) {
            case "defined" -> !(value instanceof Undefined);
            case "undefined" -> value instanceof Undefined;
            case "none" -> value == None.NONE;
            case "string" -> value instanceof String;
            case "mapping" -> value instanceof Map<?, ?>;
            case "sequence" ->
                value instanceof String
                        || value instanceof List<?>
                        || value instanceof Map<?, ?>
                        || value instanceof Undefined;
            case "iterable" ->
                value instanceof String
                        || value instanceof List<?>
                        || value instanceof Map<?, ?>
                        || value instanceof Undefined;
            case "number" -> Types.isNumber(value);
            case "integer" -> value instanceof Long;
            case "float" -> value instanceof Double;
            case "boolean" -> value instanceof Boolean;
            case "true" -> value.equals(true);
            case "false" -> value.equals(false);
            case "callable" -> value instanceof Callable;
            case "odd" -> Math.floorMod(Types.whole(value), 2) == 1;
            case "even" -> Math.floorMod(Types.whole(value), 2) == 0;
            case "divisibleby" -> {
                long by = Types.whole(other(name, arguments));
                if (by == 0) {
                    throw new JinjaException("division by zero");
                }
                yield Types.whole(value) % by == 0;
            }
            case "equalto", "eq", "==" -> ordering.equal(value, other(name, arguments));
            case "ne", "!=" -> !ordering.equal(value, other(name, arguments));
            case "lt", "lessthan", "<" -> ordering.compare(value, other(name, arguments)) < 0;
            case "le", "<=" -> ordering.compare(value, other(name, arguments)) <= 0;
            case "gt", "greaterthan", ">" -> ordering.compare(value, other(name, arguments)) > 0;
            case "ge", ">=" -> ordering.compare(value, other(name, arguments)) >= 0;
            case "in" -> ordering.contains(other(name, arguments), value);
            case "sameas" -> same(value, other(name, arguments));
            case "lower" ->
                value instanceof String s
                        && s.equals(s.toLowerCase(Locale.ROOT))
                        && s.codePoints().anyMatch(Character::isLowerCase);
            case "upper" ->
                value instanceof String s
                        && s.equals(s.toUpperCase(Locale.ROOT))
                        && s.codePoints().anyMatch(Character::isUpperCase);
            default -> throw new JinjaException("there is no test '" + name + "' here");
        };
    }

    /**
     * Python has one None, True and False, and each list is an object of its own; about numbers and strings it promises
     * nothing.
     */
    @SuppressWarnings("ReferenceEquality") // it is what is asked for
    private static boolean same(Object a, Object b) {
        return a == b || (a instanceof Boolean && a.equals(b));
    }

    private static Object other(String name, Arguments arguments) {
        if (arguments.positional().size() != 1 || !arguments.named().isEmpty()) {
            throw new JinjaException("the test '" + name + "' takes one argument");
        }
        return arguments.positional().getFirst();
    }
}
