// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.chat.jinja.parse;

import java.util.List;
import org.lxt.chat.jinja.value.JinjaException;

/** The tokens of a template, one after the other. */
final class TokenStream {
    private static final int DEEPEST = 100;

    private final List<Token> tokens;
    private int at;
    private int depth;

    TokenStream(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token peek() {
        return tokens.get(at);
    }

    Token ahead() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    Token next() {
        Token token = tokens.get(at);
        if (token.kind() != Token.Kind.END) {
            at++;
        }
        return token;
    }

    boolean isOperator(String text) {
        return peek().is(Token.Kind.OPERATOR, text);
    }

    boolean isName(String text) {
        return peek().is(Token.Kind.NAME, text);
    }

    boolean skipOperator(String text) {
        return skip(isOperator(text));
    }

    boolean skipName(String text) {
        return skip(isName(text));
    }

    private boolean skip(boolean matches) {
        if (matches) {
            at++;
        }
        return matches;
    }

    void expectOperator(String text) {
        if (!skipOperator(text)) {
            throw unexpected("'" + text + "'");
        }
    }

    String expectName() {
        if (peek().kind() != Token.Kind.NAME) {
            throw unexpected("a name");
        }
        return next().text();
    }

    void expect(Token.Kind kind, String wanted) {
        if (peek().kind() != kind) {
            throw unexpected(wanted);
        }
        next();
    }

    JinjaException unexpected(String wanted) {
        return new JinjaException("expected " + wanted + ", found " + peek().described(), peek().line());
    }

    /** Guards the stack against a template of nothing but parentheses. */
    void enter() {
        if (++depth > DEEPEST) {
            throw new JinjaException(
                    "the template is nested too deeply, by more than " + DEEPEST + " levels", peek().line());
        }
    }

    void leave() {
        depth--;
    }
}
