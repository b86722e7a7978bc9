// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.chat.jinja.filter;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.lxt.chat.jinja.value.Arguments;
import org.lxt.chat.jinja.value.Budget;
import org.lxt.chat.jinja.value.JinjaException;
import org.lxt.chat.jinja.value.None;
import org.lxt.chat.jinja.value.PythonStrings;
import org.lxt.chat.jinja.value.PythonText;
import org.lxt.chat.jinja.value.Types;
import org.lxt.chat.jinja.value.Undefined;

/** What comes after {@code |}: the filters on single values; those on lists are in {@link ListFilters}. */
public final class Filters {
    private final Budget budget;
    private final PythonText printer;
    private final PythonStrings strings;
    private final ListFilters lists;

    public Filters(Budget budget, Members members, Tests tests) {
        this.budget = budget;
        this.printer = new PythonText(budget);
        this.strings = new PythonStrings(budget);
        this.lists = new ListFilters(budget, members, tests, this);
    }

    public Object apply(String name, Object value, Arguments a) {
        return switch (name) {
            case "default", "d" -> {
                Arguments given = a.of(name, "default_value", "boolean");
                boolean missing = value instanceof Undefined || (given.flag("boolean") && !Types.isTrue(value));
                yield missing ? given.get("default_value", "") : value;
            }
            case "tojson" -> PythonJson.of(value, a, budget);
            case "string" -> printer.text(none(name, value, a));
            case "safe" -> none(name, value, a);
            case "trim" -> {
                Object set = a.of(name, "chars").get("chars", None.NONE);
                yield set == None.NONE
                        ? PythonStrings.strip(text(value), PythonStrings::isSpace, true, true)
                        : PythonStrings.strip(
                                text(value),
                                c -> Arguments.textOf(name, "chars", set).indexOf(c) >= 0,
                                true,
                                true);
            }
            case "upper" -> text(none(name, value, a)).toUpperCase(Locale.ROOT);
            case "lower" -> text(none(name, value, a)).toLowerCase(Locale.ROOT);
            case "capitalize" -> PythonStrings.capitalize(text(none(name, value, a)));
            case "title" ->
                PythonStrings.title(
                        text(none(name, value, a)), c -> PythonStrings.isSpace(c) || "-({[<".indexOf(c) >= 0);
            case "replace" -> {
                Arguments given = a.of(name, "old", "new", "count");
                yield strings.replace(
                        text(value),
                        text(given.need(name, "old")),
                        text(given.need(name, "new")),
                        given.integer("count", -1));
            }
            case "indent" -> indent(text(value), a.of(name, "width", "first", "blank"));
            case "length", "count" -> (long) Types.length(none(name, value, a));
            case "abs" -> value instanceof Double d ? (Object) Math.abs(d) : (Object) Math.abs(Types.whole(value));
            case "int" -> integer(value, a.of(name, "default", "base"));
            case "float" -> real(value, a.of(name, "default"));
            case "round" -> round(value, a.of(name, "precision", "method"));
            case "items" -> items(value, a);
            default -> lists.apply(name, value, a);
        };
    }

    private static Object none(String name, Object value, Arguments a) {
        a.of(name);
        return value;
    }

    String text(Object value) {
        String text = printer.text(value);
        budget.charge(text.length());
        return text;
    }

    private Object items(Object value, Arguments a) {
        a.of("items");
        if (value instanceof Undefined) {
            return List.of();
        }
        if (value instanceof Map<?, ?> map) {
            return Members.items(Types.asValues(map), budget);
        }
        throw new JinjaException("the filter 'items' needs a dict, not " + Types.described(value));
    }

    private String indent(String text, Arguments given) {
        Object width = given.get("width", 4L);
        String step = width instanceof String s ? s : " ".repeat(checked(Math.max(0, Types.index(width))));
        boolean blank = given.flag("blank");
        String[] lines = (text + "\n").split("\n", -1);
        StringBuilder out = new StringBuilder();
        // the last part stands for the line end that was added
        for (int i = 0; i < lines.length - 1; i++) {
            boolean indented = i == 0 ? given.flag("first") : blank || !lines[i].isEmpty();
            out.append(i == 0 ? "" : "\n").append(indented ? step : "").append(lines[i]);
            budget.charge((long) step.length() + lines[i].length());
        }
        return out.toString();
    }

    private int checked(int amount) {
        budget.charge(amount);
        return amount;
    }

    private static Object integer(Object value, Arguments given) {
        Object fallback = given.get("default", 0L);
        if (given.integer("base", 10) != 10) {
            throw new JinjaException("the filter 'int' is supported in base 10 only");
        }
        try {
            return switch (value) {
                case Double d -> Double.isFinite(d) && Math.abs(d) < 9e18 ? (Object) d.longValue() : fallback;
                case String s -> {
                    String digits = s.strip().replace("_", "");
                    yield digits.matches("[-+]?\\d{1,18}")
                            ? (Object) Long.parseLong(digits)
                            : (Object) (long) Double.parseDouble(plain(digits));
                }
                default -> Types.isInteger(value) ? (Object) Types.whole(value) : fallback;
            };
        } catch (NumberFormatException _) {
            return fallback;
        }
    }

    /** Java reads forms that Python does not, such as 1f. */
    private static String plain(String digits) {
        if (!digits.matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?")) {
            throw new NumberFormatException(digits);
        }
        return digits;
    }

    private static Object real(Object value, Arguments given) {
        Object fallback = given.get("default", 0.0);
        try {
            return switch (value) {
                case String s -> (Object) Double.parseDouble(plain(s.strip()));
                default -> Types.isNumber(value) ? (Object) Types.real(value) : fallback;
            };
        } catch (NumberFormatException _) {
            return fallback;
        }
    }

    private static Object round(Object value, Arguments given) {
        int precision = Math.clamp(given.integer("precision", 0), -300, 300);
        RoundingMode mode = switch (String.valueOf(given.get("method", "common"))) {
            case "common" -> RoundingMode.HALF_EVEN;
            case "ceil" -> RoundingMode.CEILING;
            case "floor" -> RoundingMode.FLOOR;
            default -> throw new JinjaException("the filter 'round' knows common, ceil and floor");
        };
        double number = Types.real(value);
        if (!Double.isFinite(number)) {
            return number;
        }
        double rounded = new BigDecimal(number).setScale(precision, mode).doubleValue();
        // Python's round keeps a whole number whole; ceil and floor make it real
        return Types.isInteger(value) && mode == RoundingMode.HALF_EVEN ? (Object) (long) rounded : (Object) rounded;
    }
}
