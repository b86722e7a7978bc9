// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.chat.jinja.value;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Equality and order as Python has them. */
public final class Ordering {
    private final Budget budget;

    public Ordering(Budget budget) {
        this.budget = budget;
    }

    public boolean equal(Object a, Object b) {
        budget.enter();
        try {
            if (Types.isNumber(a) && Types.isNumber(b)) {
                return (a instanceof Double || b instanceof Double)
                        ? Types.real(a) == Types.real(b)
                        : Types.whole(a) == Types.whole(b);
            }
            if (a instanceof Undefined && b instanceof Undefined) {
                return true;
            }
            if (a instanceof List<?> x && b instanceof List<?> y) {
                return (a instanceof Tuple) == (b instanceof Tuple) && equalLists(x, y);
            }
            if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
                return equalMaps(Types.asValues(x), Types.asValues(y));
            }
            if (a instanceof String x && b instanceof String y) {
                budget.charge(Math.min(x.length(), y.length()));
                return x.equals(y);
            }
            return Objects.equals(a, b);
        } finally {
            budget.leave();
        }
    }

    private boolean equalLists(List<?> x, List<?> y) {
        if (x.size() != y.size()) {
            return false;
        }
        for (int i = 0; i < x.size(); i++) {
            if (!equal(x.get(i), y.get(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean equalMaps(Map<Object, Object> x, Map<Object, Object> y) {
        if (x.size() != y.size()) {
            return false;
        }
        for (Map.Entry<Object, Object> entry : x.entrySet()) {
            Object other = y.get(entry.getKey());
            if (other == null || !equal(entry.getValue(), other)) {
                return false;
            }
        }
        return true;
    }

    public int compare(Object a, Object b) {
        budget.enter();
        try {
            if (Types.isNumber(a) && Types.isNumber(b)) {
                return (a instanceof Double || b instanceof Double)
                        ? Double.compare(Types.real(a), Types.real(b))
                        : Long.compare(Types.whole(a), Types.whole(b));
            }
            if (a instanceof String x && b instanceof String y) {
                budget.charge(Math.min(x.length(), y.length()));
                return compareTexts(x, y);
            }
            if (a instanceof List<?> x && b instanceof List<?> y && (a instanceof Tuple) == (b instanceof Tuple)) {
                return compareLists(x, y);
            }
        } finally {
            budget.leave();
        }
        if (a instanceof Undefined undefined) {
            throw undefined.refusal();
        }
        if (b instanceof Undefined undefined) {
            throw undefined.refusal();
        }
        throw new JinjaException(Types.described(a) + " and " + Types.described(b) + " have no order");
    }

    private int compareLists(List<?> x, List<?> y) {
        for (int i = 0; i < Math.min(x.size(), y.size()); i++) {
            if (!equal(x.get(i), y.get(i))) {
                return compare(x.get(i), y.get(i));
            }
        }
        return Integer.compare(x.size(), y.size());
    }

    /** By characters, not by UTF-16 units. */
    private static int compareTexts(String x, String y) {
        int at = 0;
        while (at < x.length() && at < y.length()) {
            int c = x.codePointAt(at);
            int d = y.codePointAt(at);
            if (c != d) {
                return Integer.compare(c, d);
            }
            at += Character.charCount(c);
        }
        return Integer.compare(x.length(), y.length());
    }

    public boolean contains(Object container, Object value) {
        return switch (container) {
            case String text -> {
                if (!(value instanceof String part)) {
                    throw value instanceof Undefined undefined
                            ? undefined.refusal()
                            : new JinjaException("only a string is in a string, not " + Types.described(value));
                }
                budget.charge(text.length());
                yield text.contains(part);
            }
            case Map<?, ?> map -> map.containsKey(Types.key(value));
            case List<?> list -> list.stream().anyMatch(e -> equal(e, value));
            case Undefined _ -> false;
            default -> throw new JinjaException(Types.described(container) + " contains nothing");
        };
    }
}
