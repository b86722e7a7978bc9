// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.chat.jinja.filter;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.lxt.chat.jinja.value.Arguments;
import org.lxt.chat.jinja.value.Budget;
import org.lxt.chat.jinja.value.JinjaException;
import org.lxt.chat.jinja.value.None;
import org.lxt.chat.jinja.value.Operators;
import org.lxt.chat.jinja.value.Ordering;
import org.lxt.chat.jinja.value.Tuple;
import org.lxt.chat.jinja.value.Types;
import org.lxt.chat.jinja.value.Undefined;

/** The filters on lists. */
final class ListFilters {
    private final Budget budget;
    private final Ordering ordering;
    private final Members members;
    private final Tests tests;
    private final Filters filters;

    ListFilters(Budget budget, Members members, Tests tests, Filters filters) {
        this.budget = budget;
        this.ordering = new Ordering(budget);
        this.members = members;
        this.tests = tests;
        this.filters = filters;
    }

    Object apply(String name, Object value, Arguments a) {
        return switch (name) {
            case "first" -> edge(Types.elements(value, budget), a.of(name), true);
            case "last" -> edge(Types.elements(value, budget), a.of(name), false);
            case "list" -> new ArrayList<>(elements(value, a.of(name)));
            case "reverse" -> reversed(value, a.of(name));
            case "join" -> join(elements(value), a.of(name, "d", "attribute"));
            case "map" -> map(elements(value), a);
            case "select" -> kept(elements(value), tested(a, Function.identity()));
            case "reject" ->
                kept(elements(value), tested(a, Function.identity()).negate());
            case "selectattr" -> kept(elements(value), tested(a.withoutFirst(), attribute(attributeOf(name, a))));
            case "rejectattr" ->
                kept(
                        elements(value),
                        tested(a.withoutFirst(), attribute(attributeOf(name, a)))
                                .negate());
            case "sum" -> sum(elements(value), a.of(name, "attribute", "start"));
            case "min", "max" -> extreme(name, elements(value), a.of(name, "case_sensitive", "attribute"));
            case "sort" -> sorted(elements(value), a.of(name, "reverse", "case_sensitive", "attribute"));
            case "unique" -> unique(elements(value), a.of(name, "case_sensitive", "attribute"));
            case "dictsort" -> dictsort(value, a.of(name, "case_sensitive", "by", "reverse"));
            default -> throw new JinjaException("there is no filter '" + name + "' here");
        };
    }

    private List<Object> elements(Object value) {
        List<Object> all = Types.elements(value, budget);
        budget.charge(all.size());
        return all;
    }

    private List<Object> elements(Object value, Arguments noArguments) {
        if (!noArguments.named().isEmpty()) {
            throw new IllegalArgumentException(noArguments.toString());
        }
        return elements(value);
    }

    private static Object edge(List<Object> all, Arguments noArguments, boolean first) {
        if (all.isEmpty() || !noArguments.named().isEmpty()) {
            return new Undefined("an empty list has no " + (first ? "first" : "last") + " item");
        }
        return first ? all.getFirst() : all.getLast();
    }

    private Object reversed(Object value, Arguments noArguments) {
        List<Object> all = new ArrayList<>(elements(value, noArguments));
        Collections.reverse(all);
        if (value instanceof String) {
            StringBuilder text = new StringBuilder();
            all.forEach(text::append);
            return text.toString();
        }
        return all;
    }

    private Object join(List<Object> all, Arguments given) {
        String separator = filters.text(given.get("d", ""));
        Function<Object, Object> attribute = attribute(given.get("attribute", None.NONE));
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < all.size(); i++) {
            budget.charge(separator.length());
            text.append(i == 0 ? "" : separator).append(filters.text(attribute.apply(all.get(i))));
        }
        return text.toString();
    }

    private Object map(List<Object> all, Arguments a) {
        List<Object> result = new ArrayList<>();
        if (a.positional().isEmpty()) {
            Arguments given = a.of("map", "attribute", "default");
            Function<Object, Object> attribute = attribute(given.need("map", "attribute"));
            for (Object element : all) {
                Object value = attribute.apply(element);
                result.add(value instanceof Undefined ? given.get("default", value) : value);
            }
            return result;
        }
        String filter = Arguments.textOf("map", "filter", a.positional().getFirst());
        for (Object element : all) {
            result.add(filters.apply(filter, element, a.withoutFirst()));
        }
        return result;
    }

    private static Object attributeOf(String name, Arguments a) {
        if (a.positional().isEmpty()) {
            throw new JinjaException("the filter '" + name + "' needs the name of an attribute");
        }
        return a.positional().getFirst();
    }

    private Predicate<Object> tested(Arguments a, Function<Object, Object> attribute) {
        if (a.positional().isEmpty()) {
            return element -> Types.isTrue(attribute.apply(element));
        }
        String test = Arguments.textOf("select", "test", a.positional().getFirst());
        return element -> tests.holds(test, attribute.apply(element), a.withoutFirst());
    }

    private static Object kept(List<Object> all, Predicate<Object> test) {
        List<Object> result = new ArrayList<>();
        all.stream().filter(test).forEach(result::add);
        return result;
    }

    /** Attributes of attributes have dots between them. */
    private Function<Object, Object> attribute(Object name) {
        if (name == None.NONE) {
            return Function.identity();
        }
        if (!(name instanceof String path)) {
            return element -> members.item(element, name);
        }
        return element -> {
            Object value = element;
            for (String part : path.split("\\.", -1)) {
                value = members.item(value, part.matches("\\d{1,9}") ? (Object) Long.valueOf(part) : part);
            }
            return value;
        };
    }

    private Object sum(List<Object> all, Arguments given) {
        Function<Object, Object> attribute = attribute(given.get("attribute", None.NONE));
        Operators operators = new Operators(budget);
        Object total = given.get("start", 0L);
        for (Object element : all) {
            total = operators.apply("+", total, attribute.apply(element));
        }
        return total;
    }

    private Function<Object, Object> sortKey(Arguments given) {
        Function<Object, Object> attribute = attribute(given.get("attribute", None.NONE));
        return given.flag("case_sensitive") ? attribute : attribute.andThen(ListFilters::withoutCase);
    }

    private static Object withoutCase(Object value) {
        return value instanceof String text ? text.toLowerCase(Locale.ROOT) : value;
    }

    private Object extreme(String name, List<Object> all, Arguments given) {
        if (all.isEmpty()) {
            return new Undefined("an empty list has no " + name);
        }
        Function<Object, Object> key = sortKey(given);
        Object best = all.getFirst();
        for (Object element : all) {
            int order = ordering.compare(key.apply(element), key.apply(best));
            best = name.equals("max") ? (order > 0 ? element : best) : (order < 0 ? element : best);
        }
        return best;
    }

    private Object sorted(List<Object> all, Arguments given) {
        Function<Object, Object> key = sortKey(given);
        Comparator<Object> order = (x, y) -> ordering.compare(key.apply(x), key.apply(y));
        List<Object> result = new ArrayList<>(all);
        result.sort(given.flag("reverse") ? order.reversed() : order);
        return result;
    }

    private Object unique(List<Object> all, Arguments given) {
        Function<Object, Object> key = sortKey(given);
        List<Object> seen = new ArrayList<>();
        List<Object> result = new ArrayList<>();
        for (Object element : all) {
            Object mine = key.apply(element);
            if (seen.stream().noneMatch(other -> ordering.equal(other, mine))) {
                seen.add(mine);
                result.add(element);
            }
        }
        return result;
    }

    private Object dictsort(Object value, Arguments given) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new JinjaException("the filter 'dictsort' needs a dict, not " + Types.described(value));
        }
        int by = given.get("by", "key").equals("value") ? 1 : 0;
        boolean caseSensitive = given.flag("case_sensitive");
        Function<Object, Object> key = item -> {
            Object part = ((Tuple) item).get(by);
            return caseSensitive ? part : withoutCase(part);
        };
        List<Object> items = Members.items(Types.asValues(map), budget);
        Comparator<Object> order = (x, y) -> ordering.compare(key.apply(x), key.apply(y));
        items.sort(given.flag("reverse") ? order.reversed() : order);
        return items;
    }
}
