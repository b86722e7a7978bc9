// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.chat.jinja.value;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values of a template and what Python thinks of them: {@link None}, {@link Undefined}, Boolean, Long, Double, String,
 * List, {@link Tuple}, Map, {@link Callable}, {@link Namespace} and {@link Loop}. No other Java object gets in.
 */
public final class Types {
    private Types() {}

    /** A copy of plain data as a template sees it. */
    public static Object of(@Nullable Object plain) {
        return switch (plain) {
            case null -> None.NONE;
            case Boolean b -> b;
            case String s -> s;
            case Integer i -> (long) i;
            case Long l -> l;
            case Double d -> d;
            case List<?> list -> {
                List<Object> copy = new ArrayList<>(list.size());
                list.forEach(e -> copy.add(of(e)));
                yield copy;
            }
            case Map<?, ?> map -> {
                Map<Object, Object> copy = new LinkedHashMap<>();
                map.forEach((k, v) -> copy.put(key(of(k)), of(v)));
                yield copy;
            }
            default ->
                throw new JinjaException("a template takes texts, numbers, lists and maps, not "
                        + plain.getClass().getSimpleName());
        };
    }

    public static boolean isTrue(Object value) {
        return switch (value) {
            case Boolean b -> b;
            case Long l -> l != 0;
            case Double d -> d != 0;
            case String s -> !s.isEmpty();
            case List<?> l -> !l.isEmpty();
            case Map<?, ?> m -> !m.isEmpty();
            case None _, Undefined _ -> false;
            default -> true;
        };
    }

    /** As Jinja names a value in a message. */
    public static String described(Object value) {
        return switch (value) {
            case None _ -> "'None'";
            case Namespace _ -> "'namespace' object";
            case Loop _ -> "'loop' object";
            case Undefined u -> u.problem();
            default -> "'" + name(value) + " object'";
        };
    }

    private static String name(Object value) {
        return switch (value) {
            case Boolean _ -> "bool";
            case Long _ -> "int";
            case Double _ -> "float";
            case String _ -> "str";
            case Tuple _ -> "tuple";
            case List<?> _ -> "list";
            case Map<?, ?> _ -> "dict";
            default -> "function";
        };
    }

    /** A key of a map; Python takes what has a hash, a template here what JSON has. */
    public static Object key(Object value) {
        if (value instanceof String || value instanceof Long || value instanceof Boolean || value == None.NONE) {
            return value;
        }
        if (value instanceof Undefined undefined) {
            throw undefined.refusal();
        }
        throw new JinjaException(described(value) + " cannot be a key");
    }

    public static boolean isNumber(Object value) {
        return value instanceof Long || value instanceof Double || value instanceof Boolean;
    }

    public static boolean isInteger(Object value) {
        return value instanceof Long || value instanceof Boolean;
    }

    public static long whole(Object value) {
        return switch (value) {
            case Long l -> l;
            case Boolean b -> b ? 1 : 0;
            case Undefined u -> throw u.refusal();
            default -> throw new JinjaException("a whole number is needed, not " + described(value));
        };
    }

    public static int index(Object value) {
        return (int) Math.clamp(whole(value), Integer.MIN_VALUE + 1L, Integer.MAX_VALUE);
    }

    public static double real(Object value) {
        return value instanceof Double d ? d : whole(value);
    }

    /** What {@code for} goes through. */
    public static List<Object> elements(Object value, Budget budget) {
        return switch (value) {
            case List<?> list -> asValues(list);
            case Map<?, ?> map -> {
                budget.charge(map.size());
                yield new ArrayList<>(map.keySet());
            }
            case String text -> {
                budget.charge(text.length());
                List<Object> characters = new ArrayList<>();
                text.codePoints().forEach(c -> characters.add(Character.toString(c)));
                yield characters;
            }
            case Undefined _ -> List.of();
            default -> throw new JinjaException(described(value) + " is not iterable");
        };
    }

    @SuppressWarnings("unchecked") // every list in here holds values
    public static List<Object> asValues(List<?> list) {
        return (List<Object>) list;
    }

    @SuppressWarnings("unchecked") // every map in here holds values
    public static Map<Object, Object> asValues(Map<?, ?> map) {
        return (Map<Object, Object>) map;
    }

    public static int length(Object value) {
        return switch (value) {
            case String s -> s.codePointCount(0, s.length());
            case List<?> l -> l.size();
            case Map<?, ?> m -> m.size();
            case Undefined _ -> 0;
            default -> throw new JinjaException(described(value) + " has no length");
        };
    }
}
