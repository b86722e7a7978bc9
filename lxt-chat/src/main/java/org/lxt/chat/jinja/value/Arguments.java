// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.chat.jinja.value;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The arguments of a call. */
public record Arguments(List<Object> positional, Map<String, Object> named) {
    public static final Arguments NONE = new Arguments(List.of(), Map.of());

    /** Refuses arguments that the called function does not take; it takes these, by position or by name. */
    public Arguments of(String function, String... names) {
        if (positional.size() > names.length) {
            throw new JinjaException(
                    function + " takes " + names.length + " arguments at most, not " + positional.size());
        }
        for (String name : named.keySet()) {
            int at = List.of(names).indexOf(name);
            if (at < 0) {
                throw new JinjaException(function + " has no argument '" + name + "'");
            }
            if (at < positional.size()) {
                throw new JinjaException(function + " was given '" + name + "' twice");
            }
        }
        Map<String, Object> bound = new LinkedHashMap<>(named);
        for (int i = 0; i < positional.size(); i++) {
            bound.put(names[i], positional.get(i));
        }
        return new Arguments(List.of(), bound);
    }

    public Object get(String name, Object fallback) {
        return named.getOrDefault(name, fallback);
    }

    public Object need(String function, String name) {
        Object value = named.get(name);
        if (value == null) {
            throw new JinjaException(function + " needs the argument '" + name + "'");
        }
        return value;
    }

    public String text(String function, String name) {
        return textOf(function, name, need(function, name));
    }

    public static String textOf(String function, String name, Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw new JinjaException(
                function + " needs a string as its argument '" + name + "', not " + Types.described(value));
    }

    public int integer(String name, int fallback) {
        Object value = named.get(name);
        return value == null || value == None.NONE ? fallback : Types.index(value);
    }

    public boolean flag(String name) {
        Object value = named.get(name);
        return value != null && Types.isTrue(value);
    }

    public Arguments withoutFirst() {
        return new Arguments(positional.subList(1, positional.size()), named);
    }
}
