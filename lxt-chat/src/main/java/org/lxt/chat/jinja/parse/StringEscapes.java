// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.chat.jinja.parse;

import org.lxt.chat.jinja.value.JinjaException;

/** Escapes in the strings of a template, which are those of Python. */
final class StringEscapes {
    private StringEscapes() {}

    static String resolve(String inner, int line) {
        if (inner.indexOf('\\') < 0) {
            return inner;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < inner.length(); i++) {
            char c = inner.charAt(i);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            char escape = inner.charAt(++i);
            switch (escape) {
                case '\n' -> {}
                case '\\', '\'', '"' -> text.append(escape);
                case 'n' -> text.append('\n');
                case 't' -> text.append('\t');
                case 'r' -> text.append('\r');
                case 'a' -> text.append('\u0007');
                case 'b' -> text.append('\b');
                case 'f' -> text.append('\f');
                case 'v' -> text.append('\u000b');
                case 'x' -> i = code(inner, i, 2, text, line);
                case 'u' -> i = code(inner, i, 4, text, line);
                case 'U' -> i = code(inner, i, 8, text, line);
                case '0', '1', '2', '3', '4', '5', '6', '7', 'N' ->
                    throw new JinjaException("the escape \\" + escape + " is not supported in a string", line);
                default -> text.append('\\').append(escape);
            }
        }
        return text.toString();
    }

    private static int code(String inner, int at, int digits, StringBuilder text, int line) {
        int end = at + 1 + digits;
        String hex = inner.substring(at + 1, Math.min(end, inner.length()));
        if (!hex.matches("[0-9a-fA-F]{" + digits + "}") || Long.parseLong(hex, 16) > Character.MAX_CODE_POINT) {
            throw new JinjaException("a string has a broken escape", line);
        }
        text.appendCodePoint((int) Long.parseLong(hex, 16));
        return end - 1;
    }
}
