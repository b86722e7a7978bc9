// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.chat.jinja.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lxt.chat.jinja.value.Arguments;
import org.lxt.chat.jinja.value.Budget;
import org.lxt.chat.jinja.value.JinjaException;
import org.lxt.chat.jinja.value.None;
import org.lxt.chat.jinja.value.Ordering;
import org.lxt.chat.jinja.value.PythonText;
import org.lxt.chat.jinja.value.Types;
import org.lxt.chat.jinja.value.Undefined;

/** The filter {@code tojson} as transformers defines it: Python's {@code json.dumps} with {@code ensure_ascii=False}. */
final class PythonJson {
    private final Budget budget;
    private final Ordering ordering;
    private final String indent;
    private final String between;
    private final String afterKey;
    private final boolean sorted;
    private final boolean ascii;
    private final StringBuilder out = new StringBuilder();

    private PythonJson(Budget budget, String indent, String between, String afterKey, boolean sorted, boolean ascii) {
        this.budget = budget;
        this.ordering = new Ordering(budget);
        this.indent = indent;
        this.between = between;
        this.afterKey = afterKey;
        this.sorted = sorted;
        this.ascii = ascii;
    }

    static String of(Object value, Arguments given, Budget budget) {
        Arguments arguments = given.of("tojson", "ensure_ascii", "indent", "separators", "sort_keys");
        Object indent = arguments.get("indent", None.NONE);
        String step = "";
        if (indent instanceof String text) {
            step = "\n" + text;
        } else if (indent != None.NONE) {
            int width = Math.max(0, Types.index(indent));
            budget.charge(width);
            step = "\n" + " ".repeat(width);
        }
        String between = step.isEmpty() ? ", " : ",";
        String afterKey = ": ";
        if (arguments.get("separators", None.NONE) instanceof List<?> pair) {
            if (pair.size() != 2 || !(pair.get(0) instanceof String a) || !(pair.get(1) instanceof String b)) {
                throw new JinjaException("tojson needs two strings as its argument 'separators'");
            }
            between = a;
            afterKey = b;
        }
        PythonJson json = new PythonJson(
                budget, step, between, afterKey, arguments.flag("sort_keys"), arguments.flag("ensure_ascii"));
        json.write(value, 0);
        return json.out.toString();
    }

    private void write(Object value, int level) {
        budget.enter();
        int before = out.length();
        switch (value) {
            case None _ -> out.append("null");
            case Boolean b -> out.append(b);
            case Long l -> out.append(l);
            case Double d -> out.append(number(d));
            case String s -> quote(s);
            case List<?> list -> list(list, level);
            case Map<?, ?> map -> map(Types.asValues(map), level);
            case Undefined u -> throw u.refusal();
            default -> throw new JinjaException(Types.described(value) + " has no JSON");
        }
        budget.charge(out.length() - before);
        budget.leave();
    }

    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        return Double.isInfinite(value) ? (value > 0 ? "Infinity" : "-Infinity") : PythonText.number(value);
    }

    private void list(List<?> list, int level) {
        out.append('[');
        for (int i = 0; i < list.size(); i++) {
            out.append(i == 0 ? "" : between);
            line(level + 1);
            write(list.get(i), level + 1);
        }
        if (!list.isEmpty()) {
            line(level);
        }
        out.append(']');
    }

    private void map(Map<Object, Object> map, int level) {
        out.append('{');
        List<Map.Entry<Object, Object>> entries = new ArrayList<>(map.entrySet());
        if (sorted) {
            entries.sort((a, b) -> ordering.compare(a.getKey(), b.getKey()));
        }
        boolean first = true;
        for (Map.Entry<Object, Object> entry : entries) {
            out.append(first ? "" : between);
            first = false;
            line(level + 1);
            quote(keyText(entry.getKey()));
            out.append(afterKey);
            write(entry.getValue(), level + 1);
        }
        if (!map.isEmpty()) {
            line(level);
        }
        out.append('}');
    }

    private static String keyText(Object key) {
        return key == None.NONE ? "null" : key.toString();
    }

    private void line(int level) {
        if (!indent.isEmpty()) {
            budget.charge((long) indent.length() * level);
            out.append('\n').append(indent.substring(1).repeat(level));
        }
    }

    private void quote(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    if (c < ' ' || (ascii && c > '~')) {
                        out.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
