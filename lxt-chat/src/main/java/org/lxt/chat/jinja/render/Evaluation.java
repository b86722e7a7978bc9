// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.chat.jinja.render;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lxt.chat.jinja.filter.Filters;
import org.lxt.chat.jinja.filter.Members;
import org.lxt.chat.jinja.filter.Tests;
import org.lxt.chat.jinja.parse.Expression;
import org.lxt.chat.jinja.value.Arguments;
import org.lxt.chat.jinja.value.Budget;
import org.lxt.chat.jinja.value.Callable;
import org.lxt.chat.jinja.value.JinjaException;
import org.lxt.chat.jinja.value.None;
import org.lxt.chat.jinja.value.Operators;
import org.lxt.chat.jinja.value.Ordering;
import org.lxt.chat.jinja.value.PythonText;
import org.lxt.chat.jinja.value.Tuple;
import org.lxt.chat.jinja.value.Types;
import org.lxt.chat.jinja.value.Undefined;
import org.lxt.chat.jinja.value.VariableScope;

/** Computes expressions. */
final class Evaluation {
    private final Budget budget;
    private final Ordering ordering;
    private final PythonText printer;
    private final Operators operators;
    private final Members members;
    private final Filters filters;
    private final Tests tests;

    Evaluation(Budget budget) {
        this.budget = budget;
        this.ordering = new Ordering(budget);
        this.printer = new PythonText(budget);
        this.operators = new Operators(budget);
        this.members = new Members(budget);
        this.tests = new Tests(ordering);
        this.filters = new Filters(budget, members, tests);
    }

    Object value(Expression expression, VariableScope scope) {
        budget.enter();
        try {
            return switch (expression) {
                case Expression.Literal e -> e.value();
                case Expression.Name e -> scope.get(e.name());
                case Expression.Elements e -> elements(e, scope);
                case Expression.Entries e -> entries(e, scope);
                case Expression.Member e -> members.member(value(e.of(), scope), e.name());
                case Expression.Item e -> members.item(value(e.of(), scope), value(e.index(), scope));
                case Expression.Slice e ->
                    members.slice(
                            value(e.of(), scope), part(e.from(), scope), part(e.to(), scope), part(e.step(), scope));
                case Expression.Call e -> call(value(e.function(), scope), arguments(e.arguments(), scope));
                case Expression.Filter e ->
                    filters.apply(e.name(), value(e.of(), scope), arguments(e.arguments(), scope));
                case Expression.Is e -> tests.holds(e.name(), value(e.of(), scope), arguments(e.arguments(), scope));
                case Expression.Not e -> !Types.isTrue(value(e.of(), scope));
                case Expression.Sign e -> operators.signed(value(e.of(), scope), e.minus());
                case Expression.And e -> {
                    Object left = value(e.left(), scope);
                    yield Types.isTrue(left) ? value(e.right(), scope) : left;
                }
                case Expression.Or e -> {
                    Object left = value(e.left(), scope);
                    yield Types.isTrue(left) ? left : value(e.right(), scope);
                }
                case Expression.Binary e ->
                    operators.apply(e.operator(), value(e.left(), scope), value(e.right(), scope));
                case Expression.Concatenation e -> concatenation(e, scope);
                case Expression.Comparison e -> comparison(e, scope);
                case Expression.Conditional e -> conditional(e, scope);
            };
        } finally {
            budget.leave();
        }
    }

    String text(Object value) {
        String text = printer.text(value);
        budget.charge(text.length());
        return text;
    }

    Ordering ordering() {
        return ordering;
    }

    private Object part(Optional<Expression> expression, VariableScope scope) {
        return expression.map(e -> value(e, scope)).orElse(None.NONE);
    }

    private Object elements(Expression.Elements e, VariableScope scope) {
        List<Object> values = new ArrayList<>();
        e.elements().forEach(element -> values.add(value(element, scope)));
        return e.tuple() ? new Tuple(values) : values;
    }

    private Object entries(Expression.Entries e, VariableScope scope) {
        Map<Object, Object> values = new LinkedHashMap<>();
        for (Expression.Entry entry : e.entries()) {
            Object key = Types.key(value(entry.key(), scope));
            values.put(key, value(entry.value(), scope));
        }
        return values;
    }

    private Object concatenation(Expression.Concatenation e, VariableScope scope) {
        StringBuilder text = new StringBuilder();
        for (Expression part : e.parts()) {
            text.append(text(value(part, scope)));
        }
        return text.toString();
    }

    private Object conditional(Expression.Conditional e, VariableScope scope) {
        if (Types.isTrue(value(e.test(), scope))) {
            return value(e.then(), scope);
        }
        return e.otherwise()
                .map(other -> value(other, scope))
                .orElseGet(() -> new Undefined("a condition without 'else' is false"));
    }

    private Object comparison(Expression.Comparison e, VariableScope scope) {
        Object left = value(e.first(), scope);
        for (Expression.Operand operand : e.others()) {
            Object right = value(operand.value(), scope);
            boolean holds = switch (operand.operator()) {
                case "==" -> ordering.equal(left, right);
                case "!=" -> !ordering.equal(left, right);
                case "in" -> ordering.contains(right, left);
                case "not in" -> !ordering.contains(right, left);
                case "<" -> ordering.compare(left, right) < 0;
                case "<=" -> ordering.compare(left, right) <= 0;
                case ">" -> ordering.compare(left, right) > 0;
                default -> ordering.compare(left, right) >= 0;
            };
            if (!holds) {
                return false;
            }
            left = right;
        }
        return true;
    }

    Object call(Object function, Arguments arguments) {
        if (function instanceof Undefined undefined) {
            throw undefined.refusal();
        }
        if (!(function instanceof Callable callable)) {
            throw new JinjaException(Types.described(function) + " cannot be called");
        }
        return callable.call(arguments);
    }

    Arguments arguments(List<Expression.Argument> expressions, VariableScope scope) {
        if (expressions.isEmpty()) {
            return Arguments.NONE;
        }
        List<Object> positional = new ArrayList<>();
        Map<String, Object> named = new LinkedHashMap<>();
        for (Expression.Argument argument : expressions) {
            Object value = value(argument.value(), scope);
            switch (argument.spread()) {
                case LIST -> positional.addAll(Types.elements(value, budget));
                case MAP -> {
                    if (!(value instanceof Map<?, ?> map)) {
                        throw new JinjaException("'**' needs a dict, not " + Types.described(value));
                    }
                    map.forEach((k, v) -> named.put(String.valueOf(k), v));
                }
                case NONE -> {
                    if (argument.name().isEmpty()) {
                        positional.add(value);
                    } else {
                        named.put(argument.name(), value);
                    }
                }
            }
        }
        return new Arguments(positional, named);
    }
}
