// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.chat.jinja.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lxt.chat.jinja.value.Arguments;
import org.lxt.chat.jinja.value.Budget;
import org.lxt.chat.jinja.value.Callable;
import org.lxt.chat.jinja.value.JinjaException;
import org.lxt.chat.jinja.value.Loop;
import org.lxt.chat.jinja.value.Namespace;
import org.lxt.chat.jinja.value.None;
import org.lxt.chat.jinja.value.Ordering;
import org.lxt.chat.jinja.value.PythonStrings;
import org.lxt.chat.jinja.value.Tuple;
import org.lxt.chat.jinja.value.Types;
import org.lxt.chat.jinja.value.Undefined;

/** Attributes, entries and slices. There is no way from here to a member of a Java object. */
public final class Members {
    private final Budget budget;
    private final PythonStrings strings;

    public Members(Budget budget) {
        this.budget = budget;
        this.strings = new PythonStrings(budget);
    }

    /** {@code of.name}: a method comes first. */
    public Object member(Object of, String name) {
        return attribute(of, name).or(() -> entry(of, name)).orElseGet(() -> missing(of, name));
    }

    /** {@code of[index]}: an entry comes first. */
    public Object item(Object of, Object index) {
        return entry(of, index)
                .or(() -> index instanceof String name ? attribute(of, name) : Optional.empty())
                .orElseGet(() -> missing(of, index instanceof String name ? name : String.valueOf(index)));
    }

    private static Object missing(Object of, String name) {
        if (of instanceof Undefined undefined) {
            throw undefined.refusal();
        }
        return Undefined.member(of, name);
    }

    private Optional<Object> attribute(Object of, String name) {
        return switch (of) {
            case String text -> strings.method(text, name).map(m -> (Object) m);
            case Map<?, ?> map -> mapMethod(Types.asValues(map), name).map(m -> (Object) m);
            case List<?> list -> listMethod(Types.asValues(list), name).map(m -> (Object) m);
            case Namespace namespace -> Optional.of(namespace.get(name));
            case Loop loop -> Optional.of(loop.get(name));
            default -> Optional.empty();
        };
    }

    private static Optional<Object> entry(Object of, Object index) {
        return switch (of) {
            case Map<?, ?> map -> {
                boolean isKey = index instanceof String
                        || index instanceof Long
                        || index instanceof Boolean
                        || index == None.NONE;
                yield isKey ? Optional.ofNullable(map.get(index)) : Optional.empty();
            }
            case List<?> list
            when Types.isInteger(index) -> {
                int at = place(index, list.size());
                yield at < 0 ? Optional.empty() : Optional.of(list.get(at));
            }
            case String text
            when Types.isInteger(index) -> {
                int at = place(index, Types.length(text));
                yield at < 0
                        ? Optional.empty()
                        : Optional.of(Character.toString(text.codePointAt(text.offsetByCodePoints(0, at))));
            }
            default -> Optional.empty();
        };
    }

    private static int place(Object index, int length) {
        long at = Types.whole(index);
        at = at < 0 ? at + length : at;
        return at < 0 || at >= length ? -1 : (int) at;
    }

    private Optional<Callable> mapMethod(Map<Object, Object> map, String name) {
        return Optional.ofNullable(
                switch (name) {
                    case "get" ->
                        arguments -> {
                            Arguments given = arguments.of("get", "key", "default");
                            Object value = map.get(Types.key(given.need("get", "key")));
                            return value != null ? value : given.get("default", None.NONE);
                        };
                    case "items" ->
                        arguments -> {
                            arguments.of("items");
                            return items(map, budget);
                        };
                    case "keys" ->
                        arguments -> {
                            arguments.of("keys");
                            return Types.elements(map, budget);
                        };
                    case "values" ->
                        arguments -> {
                            arguments.of("values");
                            budget.charge(map.size());
                            return new ArrayList<>(map.values());
                        };
                    case "copy" ->
                        arguments -> {
                            arguments.of("copy");
                            budget.charge(map.size());
                            return new java.util.LinkedHashMap<>(map);
                        };
                    case "update", "pop", "clear", "setdefault", "popitem" -> throw unsafe(name);
                    default -> null;
                });
    }

    static List<Object> items(Map<Object, Object> map, Budget budget) {
        budget.charge(map.size());
        List<Object> all = new ArrayList<>();
        map.forEach((k, v) -> all.add(Tuple.of(k, v)));
        return all;
    }

    private static JinjaException unsafe(String name) {
        return new JinjaException("a template may not change its values, so '" + name + "' is not possible");
    }

    private Optional<Callable> listMethod(List<Object> list, String name) {
        Ordering ordering = new Ordering(budget);
        return Optional.ofNullable(
                switch (name) {
                    case "index" ->
                        arguments -> {
                            Object wanted = arguments.of("index", "value").need("index", "value");
                            for (int i = 0; i < list.size(); i++) {
                                if (ordering.equal(list.get(i), wanted)) {
                                    return (long) i;
                                }
                            }
                            throw new JinjaException("the list does not hold the value that 'index' looks for");
                        };
                    case "count" ->
                        arguments -> {
                            Object wanted = arguments.of("count", "value").need("count", "value");
                            return list.stream()
                                    .filter(e -> ordering.equal(e, wanted))
                                    .count();
                        };
                    case "copy" ->
                        arguments -> {
                            arguments.of("copy");
                            budget.charge(list.size());
                            return new ArrayList<>(list);
                        };
                    case "append", "extend", "insert", "pop", "remove", "clear", "reverse", "sort" ->
                        throw unsafe(name);
                    default -> null;
                });
    }

    public Object slice(Object of, Object from, Object to, Object by) {
        if (of instanceof Undefined undefined) {
            throw undefined.refusal();
        }
        if (!(of instanceof String || of instanceof List<?>)) {
            throw new JinjaException(Types.described(of) + " has no slices");
        }
        List<Object> all = Types.elements(of, budget);
        int step = by == None.NONE ? 1 : Types.index(by);
        if (step == 0) {
            throw new JinjaException("the step of a slice cannot be 0");
        }
        int size = all.size();
        int start = bound(from, step > 0 ? 0 : size - 1, size, step);
        int end = bound(to, step > 0 ? size : -1, size, step);
        List<Object> part = new ArrayList<>();
        for (long i = start; step > 0 ? i < end : i > end; i += step) {
            part.add(all.get((int) i));
        }
        budget.charge(part.size());
        if (of instanceof String) {
            StringBuilder text = new StringBuilder();
            part.forEach(text::append);
            return text.toString();
        }
        return of instanceof Tuple ? new Tuple(part) : part;
    }

    private static int bound(Object given, int fallback, int size, int step) {
        if (given == None.NONE) {
            return fallback;
        }
        long at = Types.index(given);
        at = at < 0 ? at + size : at;
        return (int) (step > 0 ? Math.clamp(at, 0, size) : Math.clamp(at, -1, size - 1L));
    }
}
