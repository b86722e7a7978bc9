// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.chat.jinja.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.lxt.chat.jinja.value.JinjaException;
import org.lxt.chat.jinja.value.None;

/** Reads what expressions are made of: literals, names, and what follows them. */
final class PrimaryParser {
    private final TokenStream tokens;
    private final ExpressionParser expressions;

    PrimaryParser(TokenStream tokens, ExpressionParser expressions) {
        this.tokens = tokens;
        this.expressions = expressions;
    }

    Expression primary() {
        Token token = tokens.next();
        return switch (token.kind()) {
            case NAME -> name(token.text());
            case STRING -> string(token);
            case INTEGER -> new Expression.Literal(ExpressionParser.integer(token));
            case REAL -> new Expression.Literal(Double.valueOf(token.text().replace("_", "")));
            case OPERATOR ->
                switch (token.text()) {
                    case "(" -> parentheses();
                    case "[" -> new Expression.Elements(list("]"), false);
                    case "{" -> entries();
                    default -> throw unexpected(token);
                };
            default -> throw unexpected(token);
        };
    }

    private static JinjaException unexpected(Token token) {
        return new JinjaException("expected an expression, found " + token.described(), token.line());
    }

    private static Expression name(String name) {
        return switch (name) {
            case "true", "True" -> new Expression.Literal(true);
            case "false", "False" -> new Expression.Literal(false);
            case "none", "None" -> new Expression.Literal(None.NONE);
            default -> new Expression.Name(name);
        };
    }

    /** Strings that follow each other are one. */
    private Expression string(Token first) {
        StringBuilder text = new StringBuilder(first.text());
        while (tokens.peek().kind() == Token.Kind.STRING) {
            text.append(tokens.next().text());
        }
        return new Expression.Literal(text.toString());
    }

    private Expression parentheses() {
        if (tokens.skipOperator(")")) {
            return new Expression.Elements(List.of(), true);
        }
        Expression inner = expressions.tuple(true);
        tokens.expectOperator(")");
        return inner;
    }

    private List<Expression> list(String end) {
        List<Expression> all = new ArrayList<>();
        while (!tokens.isOperator(end)) {
            if (!all.isEmpty()) {
                tokens.expectOperator(",");
                if (tokens.isOperator(end)) {
                    break;
                }
            }
            all.add(expressions.expression());
        }
        tokens.expectOperator(end);
        return all;
    }

    private Expression entries() {
        List<Expression.Entry> all = new ArrayList<>();
        while (!tokens.isOperator("}")) {
            if (!all.isEmpty()) {
                tokens.expectOperator(",");
                if (tokens.isOperator("}")) {
                    break;
                }
            }
            Expression key = expressions.expression();
            tokens.expectOperator(":");
            all.add(new Expression.Entry(key, expressions.expression()));
        }
        tokens.expectOperator("}");
        return new Expression.Entries(all);
    }

    Expression postfix(Expression value) {
        Expression result = value;
        while (true) {
            if (tokens.skipOperator(".")) {
                result = member(result);
            } else if (tokens.skipOperator("[")) {
                result = subscript(result);
            } else if (tokens.isOperator("(")) {
                result = new Expression.Call(result, expressions.arguments());
            } else {
                return result;
            }
        }
    }

    private Expression member(Expression of) {
        if (tokens.peek().kind() == Token.Kind.INTEGER) {
            return new Expression.Item(of, new Expression.Literal(ExpressionParser.integer(tokens.next())));
        }
        return new Expression.Member(of, tokens.expectName());
    }

    private Expression subscript(Expression of) {
        Optional<Expression> from = part();
        if (!tokens.isOperator(":")) {
            tokens.expectOperator("]");
            return new Expression.Item(of, from.orElseThrow(() -> tokens.unexpected("an index")));
        }
        tokens.next();
        Optional<Expression> to = part();
        Optional<Expression> step = tokens.skipOperator(":") ? part() : Optional.empty();
        tokens.expectOperator("]");
        return new Expression.Slice(of, from, to, step);
    }

    private Optional<Expression> part() {
        return tokens.isOperator(":") || tokens.isOperator("]")
                ? Optional.empty()
                : Optional.of(expressions.expression());
    }
}
