// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.chat.jinja.render;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lxt.chat.jinja.value.Arguments;
import org.lxt.chat.jinja.value.Budget;
import org.lxt.chat.jinja.value.Callable;
import org.lxt.chat.jinja.value.JinjaException;
import org.lxt.chat.jinja.value.Namespace;
import org.lxt.chat.jinja.value.PythonText;
import org.lxt.chat.jinja.value.Types;
import org.lxt.chat.jinja.value.VariableScope;

/** The functions that every template has. */
final class Globals {
    private static final int LONGEST_RANGE = 100_000;

    private Globals() {}

    static void define(VariableScope scope, Budget budget, Clock clock) {
        scope.set("range", (Callable) arguments -> range(arguments, budget));
        scope.set("dict", (Callable) arguments -> filled("dict", arguments));
        scope.set("namespace", (Callable) arguments -> {
            Namespace namespace = new Namespace();
            filled("namespace", arguments).forEach((name, value) -> namespace.set(String.valueOf(name), value));
            return namespace;
        });
        scope.set("raise_exception", (Callable) arguments -> {
            Object message = arguments.of("raise_exception", "message").need("raise_exception", "message");
            throw JinjaException.raised(new PythonText(budget).text(message));
        });
        scope.set("strftime_now", (Callable) arguments -> {
            String format = arguments.of("strftime_now", "format").text("strftime_now", "format");
            return Strftime.format(format, clock, budget);
        });
    }

    private static Map<Object, Object> filled(String function, Arguments arguments) {
        Map<Object, Object> map = new LinkedHashMap<>();
        if (arguments.positional().size() > 1) {
            throw new JinjaException(function + " takes one argument without a name at most");
        }
        for (Object value : arguments.positional()) {
            if (!(value instanceof Map<?, ?> given)) {
                throw new JinjaException(function + " takes a dict, not " + Types.described(value));
            }
            map.putAll(given);
        }
        map.putAll(arguments.named());
        return map;
    }

    private static List<Object> range(Arguments given, Budget budget) {
        List<Object> bounds = given.positional();
        if (bounds.isEmpty() || bounds.size() > 3 || !given.named().isEmpty()) {
            throw new JinjaException("range takes one to three numbers");
        }
        long from = bounds.size() > 1 ? Types.index(bounds.get(0)) : 0;
        long to = Types.index(bounds.get(bounds.size() > 1 ? 1 : 0));
        long step = bounds.size() > 2 ? Types.index(bounds.get(2)) : 1;
        if (step == 0) {
            throw new JinjaException("the step of a range cannot be 0");
        }
        long count = Math.max(0, Math.ceilDiv(to - from, step));
        if (count > LONGEST_RANGE) {
            throw new JinjaException("a range has " + LONGEST_RANGE + " numbers at most, not " + count);
        }
        budget.charge(count);
        List<Object> numbers = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            numbers.add(from + i * step);
        }
        return numbers;
    }
}
