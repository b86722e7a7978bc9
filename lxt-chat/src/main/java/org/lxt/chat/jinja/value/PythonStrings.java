// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.chat.jinja.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.IntPredicate;

/** The methods of Python's strings. */
public final class PythonStrings {
    private final Budget budget;

    public PythonStrings(Budget budget) {
        this.budget = budget;
    }

    public static boolean isSpace(int c) {
        return (c >= 0x9 && c <= 0xd) || (c >= 0x1c && c <= 0x20) || c == 0x85 || Character.isSpaceChar(c);
    }

    public static String stripRight(String text) {
        return strip(text, PythonStrings::isSpace, false, true);
    }

    public Optional<Callable> method(String s, String name) {
        Callable found = switch (name) {
            case "strip" -> a -> strip(s, characters(a, name), true, true);
            case "lstrip" -> a -> strip(s, characters(a, name), true, false);
            case "rstrip" -> a -> strip(s, characters(a, name), false, true);
            case "split" -> a -> split(s, a.of(name, "sep", "maxsplit"), false);
            case "rsplit" -> a -> split(s, a.of(name, "sep", "maxsplit"), true);
            case "splitlines" -> a -> lines(s, a.of(name, "keepends").flag("keepends"));
            case "startswith" -> a -> affixes(a, name).stream().anyMatch(s::startsWith);
            case "endswith" -> a -> affixes(a, name).stream().anyMatch(s::endsWith);
            case "removeprefix" ->
                a -> {
                    String prefix = a.of(name, "prefix").text(name, "prefix");
                    return s.startsWith(prefix) ? s.substring(prefix.length()) : s;
                };
            case "removesuffix" ->
                a -> {
                    String suffix = a.of(name, "suffix").text(name, "suffix");
                    return s.endsWith(suffix) ? s.substring(0, s.length() - suffix.length()) : s;
                };
            case "replace" ->
                a -> {
                    Arguments given = a.of(name, "old", "new", "count");
                    return replace(s, given.text(name, "old"), given.text(name, "new"), given.integer("count", -1));
                };
            case "upper" ->
                a -> {
                    a.of(name);
                    return s.toUpperCase(Locale.ROOT);
                };
            case "lower" ->
                a -> {
                    a.of(name);
                    return s.toLowerCase(Locale.ROOT);
                };
            case "title" ->
                a -> {
                    a.of(name);
                    return title(s, c -> !Character.isLetter(c));
                };
            case "capitalize" ->
                a -> {
                    a.of(name);
                    return capitalize(s);
                };
            case "find" -> a -> place(s, s.indexOf(a.of(name, "sub").text(name, "sub")));
            case "rfind" -> a -> place(s, s.lastIndexOf(a.of(name, "sub").text(name, "sub")));
            case "index" ->
                a -> {
                    long at = place(s, s.indexOf(a.of(name, "sub").text(name, "sub")));
                    if (at < 0) {
                        throw new JinjaException("the string does not hold what 'index' looks for");
                    }
                    return at;
                };
            case "count" ->
                a -> {
                    String part = a.of(name, "sub").text(name, "sub");
                    return part.isEmpty()
                            ? Types.length(s) + 1L
                            : (long) pieces(s, part, -1).size() - 1;
                };
            case "join" -> a -> join(s, a.of(name, "iterable").need(name, "iterable"));
            case "isdigit" ->
                a -> {
                    a.of(name);
                    return all(s, Character::isDigit);
                };
            case "isalpha" ->
                a -> {
                    a.of(name);
                    return all(s, Character::isLetter);
                };
            case "isalnum" ->
                a -> {
                    a.of(name);
                    return all(s, Character::isLetterOrDigit);
                };
            case "isspace" ->
                a -> {
                    a.of(name);
                    return all(s, PythonStrings::isSpace);
                };
            case "isupper" ->
                a -> {
                    a.of(name);
                    return s.codePoints().anyMatch(Character::isUpperCase)
                            && s.codePoints().noneMatch(c -> Character.isLowerCase(c) || Character.isTitleCase(c));
                };
            case "islower" ->
                a -> {
                    a.of(name);
                    return s.codePoints().anyMatch(Character::isLowerCase)
                            && s.codePoints().noneMatch(c -> Character.isUpperCase(c) || Character.isTitleCase(c));
                };
            case "format",
                    "encode",
                    "translate",
                    "zfill",
                    "ljust",
                    "rjust",
                    "center",
                    "partition",
                    "rpartition",
                    "casefold",
                    "swapcase",
                    "expandtabs",
                    "format_map" -> throw new JinjaException("the string method '" + name + "' is not supported");
            default -> null;
        };
        return Optional.ofNullable(found).map(method -> arguments -> {
            budget.charge(s.length());
            return method.call(arguments);
        });
    }

    private static IntPredicate characters(Arguments arguments, String name) {
        Object set = arguments.of(name, "chars").get("chars", None.NONE);
        if (set == None.NONE) {
            return PythonStrings::isSpace;
        }
        String text = Arguments.textOf(name, "chars", set);
        return c -> text.indexOf(c) >= 0;
    }

    public static String strip(String text, IntPredicate away, boolean left, boolean right) {
        int from = 0;
        int to = text.length();
        while (left && from < to && away.test(text.codePointAt(from))) {
            from += Character.charCount(text.codePointAt(from));
        }
        while (right && from < to && away.test(text.codePointBefore(to))) {
            to -= Character.charCount(text.codePointBefore(to));
        }
        return text.substring(from, to);
    }

    private static List<String> affixes(Arguments arguments, String name) {
        Object value = arguments.of(name, "prefix").need(name, "prefix");
        List<?> all = value instanceof Tuple tuple ? tuple : List.of(value);
        return all.stream().map(e -> Arguments.textOf(name, "prefix", e)).toList();
    }

    private Object split(String s, Arguments given, boolean fromRight) {
        Object separator = given.get("sep", None.NONE);
        int most = given.integer("maxsplit", -1);
        List<Object> parts = new ArrayList<>();
        if (separator == None.NONE) {
            if (most >= 0) {
                throw new JinjaException("'split' by white space with 'maxsplit' is not supported");
            }
            int from = -1;
            for (int i = 0; i <= s.length(); i++) {
                boolean space = i == s.length() || isSpace(s.charAt(i));
                if (!space && from < 0) {
                    from = i;
                } else if (space && from >= 0) {
                    parts.add(s.substring(from, i));
                    from = -1;
                }
            }
            return parts;
        }
        String sep = Arguments.textOf("split", "sep", separator);
        if (sep.isEmpty()) {
            throw new JinjaException("'split' needs a separator that is not empty");
        }
        if (fromRight && most >= 0) {
            String rest = s;
            for (int at = rest.lastIndexOf(sep); at >= 0 && parts.size() < most; at = rest.lastIndexOf(sep)) {
                parts.addFirst(rest.substring(at + sep.length()));
                rest = rest.substring(0, at);
            }
            parts.addFirst(rest);
            return parts;
        }
        parts.addAll(pieces(s, sep, most));
        return parts;
    }

    private static List<String> pieces(String s, String sep, int most) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int at = s.indexOf(sep); at >= 0 && parts.size() != most; at = s.indexOf(sep, from)) {
            parts.add(s.substring(from, at));
            from = at + sep.length();
        }
        parts.add(s.substring(from));
        return parts;
    }

    private static Object lines(String s, boolean keepEnds) {
        List<Object> all = new ArrayList<>();
        var matcher = java.util.regex.Pattern.compile("\r\n|[\n\r\u000b\f\u001c\u001d\u001e\u0085\u2028\u2029]")
                .matcher(s);
        int from = 0;
        while (matcher.find()) {
            all.add(s.substring(from, keepEnds ? matcher.end() : matcher.start()));
            from = matcher.end();
        }
        if (from < s.length()) {
            all.add(s.substring(from));
        }
        return all;
    }

    public String replace(String s, String old, String replacement, int count) {
        if (old.isEmpty()) {
            throw new JinjaException("'replace' needs something to replace");
        }
        List<String> parts = pieces(s, old, count);
        budget.charge(s.length() + (parts.size() - 1L) * replacement.length());
        return String.join(replacement, parts);
    }

    private Object join(String separator, Object values) {
        StringBuilder text = new StringBuilder();
        List<Object> all = Types.elements(values, budget);
        for (int i = 0; i < all.size(); i++) {
            text.append(i == 0 ? "" : separator).append(Arguments.textOf("join", "iterable", all.get(i)));
            budget.charge(separator.length() + (long) all.get(i).toString().length());
        }
        return text.toString();
    }

    private static long place(String s, int at) {
        return at < 0 ? -1 : s.codePointCount(0, at);
    }

    private static boolean all(String s, IntPredicate test) {
        return !s.isEmpty() && s.codePoints().allMatch(test);
    }

    public static String capitalize(String s) {
        if (s.isEmpty()) {
            return s;
        }
        int end = s.offsetByCodePoints(0, 1);
        return s.substring(0, end).toUpperCase(Locale.ROOT) + s.substring(end).toLowerCase(Locale.ROOT);
    }

    /** Words with a large first letter. */
    public static String title(String s, IntPredicate between) {
        StringBuilder text = new StringBuilder();
        boolean inside = false;
        for (int c : s.codePoints().toArray()) {
            text.appendCodePoint(inside ? Character.toLowerCase(c) : Character.toTitleCase(c));
            inside = !between.test(c);
        }
        return text.toString();
    }
}
