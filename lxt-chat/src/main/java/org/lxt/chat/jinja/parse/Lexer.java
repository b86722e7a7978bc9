// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.chat.jinja.parse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lxt.chat.jinja.value.JinjaException;
import org.lxt.chat.jinja.value.PythonStrings;

/**
 * Divides a template into tokens, with {@code trim_blocks} and {@code lstrip_blocks} on: the line end after a block goes,
 * and so does the white space between the beginning of a line and a block.
 */
final class Lexer {
    private static final Pattern SPACE = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern RAW =
            Pattern.compile("\\{%([-+]?)\\s*raw\\s*(?:-%\\}\\s*|%\\})", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern RAW_END =
            Pattern.compile("\\{%([-+]?)\\s*endraw\\s*(?:\\+%\\}|-%\\}\\s*|%\\}\\n?)", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern COMMENT_END =
            Pattern.compile("\\+#\\}|-#\\}\\s*|#\\}\\n?", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern BLOCK_END =
            Pattern.compile("\\+%\\}|-%\\}\\s*|%\\}\\n?", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern VARIABLE_END = Pattern.compile("-\\}\\}\\s*|\\}\\}", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}\\p{M}_]*");
    private static final Pattern REAL =
            Pattern.compile("\\d+(?:_\\d+)*(?:\\.\\d+(?:_\\d+)*(?:[eE][+-]?\\d+(?:_\\d+)*)?|[eE][+-]?\\d+(?:_\\d+)*)");
    private static final Pattern INTEGER =
            Pattern.compile("0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|0[xX](?:_?[0-9a-fA-F])+|\\d+(?:_\\d+)*");
    private static final Pattern OPERATOR = Pattern.compile("\\*\\*|//|==|!=|>=|<=|[-+*/%~\\[\\](){}><=.:|,;]");

    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int lineAt;
    private int line = 1;
    private boolean atLineStart = true;

    private Lexer(String source) {
        this.source = source;
    }

    static List<Token> tokens(String template) {
        String unix = template.replace("\r\n", "\n").replace('\r', '\n');
        Lexer lexer = new Lexer(unix.endsWith("\n") ? unix.substring(0, unix.length() - 1) : unix);
        lexer.read();
        return lexer.tokens;
    }

    private void read() {
        while (at < source.length()) {
            int tag = nextTag();
            if (tag < 0) {
                data(source.substring(at));
                at = source.length();
                break;
            }
            char kind = source.charAt(tag + 1);
            char sign = tag + 2 < source.length() ? source.charAt(tag + 2) : ' ';
            data(before(tag, kind, sign));
            at = tag;
            Matcher raw = matcher(RAW, tag);
            if (kind == '%' && raw.lookingAt()) {
                raw(raw.end());
            } else if (kind == '#') {
                comment(tag);
            } else {
                inside(kind == '%', sign == '-' || sign == '+' ? tag + 3 : tag + 2);
            }
            atLineStart = source.charAt(at - 1) == '\n';
        }
        tokens.add(new Token(Token.Kind.END, "", line()));
    }

    private int nextTag() {
        for (int i = source.indexOf('{', at); i >= 0 && i + 1 < source.length(); i = source.indexOf('{', i + 1)) {
            if ("{%#".indexOf(source.charAt(i + 1)) >= 0) {
                return i;
            }
        }
        return -1;
    }

    /** The text before a tag, without the white space that the tag takes away. */
    private String before(int tag, char kind, char sign) {
        String text = source.substring(at, tag);
        if (sign == '-') {
            return PythonStrings.stripRight(text);
        }
        if (sign != '+' && kind != '{') {
            int lastLine = text.lastIndexOf('\n') + 1;
            if ((lastLine > 0 || atLineStart)
                    && SPACE.matcher(text.substring(lastLine)).matches()) {
                return text.substring(0, lastLine);
            }
        }
        return text;
    }

    private void data(String text) {
        if (!text.isEmpty()) {
            tokens.add(new Token(Token.Kind.DATA, text, line()));
        }
    }

    private void raw(int from) {
        Matcher end = RAW_END.matcher(source);
        if (!end.find(from)) {
            throw new JinjaException("'{% raw %}' has no '{% endraw %}'", line());
        }
        at = from;
        atLineStart = source.charAt(from - 1) == '\n';
        String sign = end.group(1);
        data(before(end.start(), '%', sign.isEmpty() ? ' ' : sign.charAt(0)));
        at = end.end();
    }

    private void comment(int tag) {
        Matcher end = COMMENT_END.matcher(source);
        if (!end.find(tag + 2)) {
            throw new JinjaException("a comment has no '#}'", line());
        }
        at = end.end();
    }

    private void inside(boolean block, int from) {
        int begin = line();
        tokens.add(new Token(block ? Token.Kind.BLOCK_BEGIN : Token.Kind.VARIABLE_BEGIN, "", begin));
        Deque<Character> open = new ArrayDeque<>();
        at = from;
        while (at < source.length()) {
            Matcher end = matcher(block ? BLOCK_END : VARIABLE_END, at);
            if (open.isEmpty() && end.lookingAt()) {
                tokens.add(new Token(block ? Token.Kind.BLOCK_END : Token.Kind.VARIABLE_END, "", line()));
                at = end.end();
                return;
            }
            token(open);
        }
        throw new JinjaException(block ? "a block has no '%}'" : "an expression has no '}}'", begin);
    }

    private void token(Deque<Character> open) {
        char c = source.charAt(at);
        if (c == '"' || c == '\'') {
            string(c);
        } else if (!accept(null, SPACE)
                && !accept(Token.Kind.REAL, REAL)
                && !accept(Token.Kind.INTEGER, INTEGER)
                && !accept(Token.Kind.NAME, NAME)) {
            if (!accept(Token.Kind.OPERATOR, OPERATOR)) {
                throw new JinjaException(
                        "'" + Character.toString(source.codePointAt(at)) + "' is not part of Jinja", line());
            }
            balance(c, open);
        }
    }

    private void balance(char c, Deque<Character> open) {
        switch (c) {
            case '(' -> open.push(')');
            case '[' -> open.push(']');
            case '{' -> open.push('}');
            case ')', ']', '}' -> {
                if (open.isEmpty() || open.pop() != c) {
                    throw new JinjaException("'" + c + "' closes nothing that was opened", line());
                }
            }
            default -> {}
        }
    }

    private boolean accept(Token.@org.jspecify.annotations.Nullable Kind kind, Pattern pattern) {
        Matcher matcher = matcher(pattern, at);
        if (!matcher.lookingAt()) {
            return false;
        }
        if (kind != null) {
            tokens.add(new Token(kind, matcher.group(), line()));
        }
        at = matcher.end();
        return true;
    }

    private void string(char mark) {
        int begin = at;
        int begun = line();
        for (at++; at < source.length() && source.charAt(at) != mark; at++) {
            if (source.charAt(at) == '\\') {
                at++;
            }
        }
        if (at >= source.length()) {
            throw new JinjaException("a string has no end", begun);
        }
        at++;
        String inner = source.substring(begin + 1, at - 1);
        tokens.add(new Token(Token.Kind.STRING, StringEscapes.resolve(inner, begun), begun));
    }

    private Matcher matcher(Pattern pattern, int from) {
        return pattern.matcher(source).region(from, source.length());
    }

    private int line() {
        for (; lineAt < at; lineAt++) {
            if (source.charAt(lineAt) == '\n') {
                line++;
            }
        }
        return line;
    }
}
