// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.chat.jinja.parse;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.lxt.chat.jinja.value.JinjaException;

/** Reads expressions with the precedence of Jinja 3. */
final class ExpressionParser {
    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");
    private static final String NO_NAME = "";

    private final TokenStream tokens;
    private final PrimaryParser primaries;

    ExpressionParser(TokenStream tokens) {
        this.tokens = tokens;
        this.primaries = new PrimaryParser(tokens, this);
    }

    Expression expression() {
        return expression(true);
    }

    Expression expression(boolean conditional) {
        tokens.enter();
        Expression value = or();
        while (conditional && tokens.skipName("if")) {
            Expression test = or();
            Optional<Expression> otherwise = tokens.skipName("else") ? Optional.of(expression()) : Optional.empty();
            value = new Expression.Conditional(test, value, otherwise);
        }
        tokens.leave();
        return value;
    }

    /** An expression, or several separated by commas, which are a tuple. */
    Expression tuple(boolean conditional) {
        Expression first = expression(conditional);
        if (!tokens.isOperator(",")) {
            return first;
        }
        List<Expression> all = new ArrayList<>(List.of(first));
        while (tokens.skipOperator(",") && !endsTuple()) {
            all.add(expression(conditional));
        }
        return new Expression.Elements(all, true);
    }

    private boolean endsTuple() {
        Token next = tokens.peek();
        return next.kind() == Token.Kind.BLOCK_END
                || next.kind() == Token.Kind.VARIABLE_END
                || next.is(Token.Kind.OPERATOR, ")");
    }

    private Expression or() {
        Expression left = and();
        while (tokens.skipName("or")) {
            left = new Expression.Or(left, and());
        }
        return left;
    }

    private Expression and() {
        Expression left = not();
        while (tokens.skipName("and")) {
            left = new Expression.And(left, not());
        }
        return left;
    }

    private Expression not() {
        if (!tokens.skipName("not")) {
            return comparison();
        }
        tokens.enter();
        Expression of = not();
        tokens.leave();
        return new Expression.Not(of);
    }

    private Expression comparison() {
        Expression first = sum();
        List<Expression.Operand> others = new ArrayList<>();
        while (true) {
            Token token = tokens.peek();
            if (token.kind() == Token.Kind.OPERATOR && COMPARISONS.contains(token.text())) {
                tokens.next();
                others.add(new Expression.Operand(token.text(), sum()));
            } else if (tokens.skipName("in")) {
                others.add(new Expression.Operand("in", sum()));
            } else if (tokens.isName("not") && tokens.ahead().is(Token.Kind.NAME, "in")) {
                tokens.next();
                tokens.next();
                others.add(new Expression.Operand("not in", sum()));
            } else {
                return others.isEmpty() ? first : new Expression.Comparison(first, others);
            }
        }
    }

    private Expression sum() {
        Expression left = concatenation();
        while (tokens.isOperator("+") || tokens.isOperator("-")) {
            left = new Expression.Binary(tokens.next().text(), left, concatenation());
        }
        return left;
    }

    private Expression concatenation() {
        Expression first = product();
        if (!tokens.isOperator("~")) {
            return first;
        }
        List<Expression> parts = new ArrayList<>(List.of(first));
        while (tokens.skipOperator("~")) {
            parts.add(product());
        }
        return new Expression.Concatenation(parts);
    }

    private Expression product() {
        Expression left = power();
        while (tokens.isOperator("*") || tokens.isOperator("/") || tokens.isOperator("//") || tokens.isOperator("%")) {
            left = new Expression.Binary(tokens.next().text(), left, power());
        }
        return left;
    }

    private Expression power() {
        Expression left = unary(true);
        while (tokens.skipOperator("**")) {
            left = new Expression.Binary("**", left, unary(true));
        }
        return left;
    }

    private Expression unary(boolean filtered) {
        tokens.enter();
        Expression value;
        if (tokens.isOperator("-") || tokens.isOperator("+")) {
            boolean minus = tokens.next().text().equals("-");
            value = new Expression.Sign(unary(false), minus);
        } else {
            value = primaries.primary();
        }
        value = primaries.postfix(value);
        if (filtered) {
            value = filters(value, true);
        }
        tokens.leave();
        return value;
    }

    /** The filters and tests after an expression; a filter block has no tests. */
    Expression filters(Expression value, boolean tests) {
        Expression result = value;
        while (true) {
            if (tokens.skipOperator("|")) {
                result = filter(result);
            } else if (tests && tokens.isName("is")) {
                tokens.next();
                result = test(result);
            } else if (tests && tokens.isOperator("(")) {
                result = new Expression.Call(result, arguments());
            } else {
                return result;
            }
        }
    }

    Expression filter(Expression of) {
        String name = dotted();
        return new Expression.Filter(of, name, tokens.isOperator("(") ? arguments() : List.of());
    }

    private String dotted() {
        StringBuilder name = new StringBuilder(tokens.expectName());
        while (tokens.skipOperator(".")) {
            name.append('.').append(tokens.expectName());
        }
        return name.toString();
    }

    private Expression test(Expression of) {
        boolean negated = tokens.skipName("not");
        String name = dotted();
        List<Expression.Argument> arguments = List.of();
        Token next = tokens.peek();
        boolean word =
                next.kind() == Token.Kind.NAME && !Set.of("else", "or", "and").contains(next.text());
        boolean literal =
                Set.of(Token.Kind.STRING, Token.Kind.INTEGER, Token.Kind.REAL).contains(next.kind());
        if (tokens.isOperator("(")) {
            arguments = arguments();
        } else if (word || literal || tokens.isOperator("[") || tokens.isOperator("{")) {
            if (tokens.isName("is")) {
                throw new JinjaException("a test cannot follow a test without parentheses", next.line());
            }
            if (!(tokens.isName("if") || tokens.isName("not") || tokens.isName("in"))) {
                Expression argument = primaries.postfix(primaries.primary());
                arguments = List.of(new Expression.Argument(NO_NAME, argument, Expression.Spread.NONE));
            }
        }
        Expression test = new Expression.Is(of, name, arguments);
        return negated ? new Expression.Not(test) : test;
    }

    List<Expression.Argument> arguments() {
        tokens.expectOperator("(");
        List<Expression.Argument> all = new ArrayList<>();
        while (!tokens.isOperator(")")) {
            if (!all.isEmpty()) {
                tokens.expectOperator(",");
                if (tokens.isOperator(")")) {
                    break;
                }
            }
            all.add(argument());
        }
        tokens.expectOperator(")");
        return all;
    }

    private Expression.Argument argument() {
        if (tokens.skipOperator("*")) {
            return new Expression.Argument(NO_NAME, expression(), Expression.Spread.LIST);
        }
        if (tokens.skipOperator("**")) {
            return new Expression.Argument(NO_NAME, expression(), Expression.Spread.MAP);
        }
        if (tokens.peek().kind() == Token.Kind.NAME && tokens.ahead().is(Token.Kind.OPERATOR, "=")) {
            String name = tokens.next().text();
            tokens.next();
            return new Expression.Argument(name, expression(), Expression.Spread.NONE);
        }
        return new Expression.Argument(NO_NAME, expression(), Expression.Spread.NONE);
    }

    /** The value of a number without a fraction. */
    static Object integer(Token token) {
        String digits = token.text().replace("_", "").toLowerCase(Locale.ROOT);
        int radix = digits.startsWith("0x") ? 16 : digits.startsWith("0o") ? 8 : digits.startsWith("0b") ? 2 : 10;
        BigInteger value = new BigInteger(radix == 10 ? digits : digits.substring(2), radix);
        if (value.bitLength() > Long.SIZE - 1) {
            throw new JinjaException("the number " + token.text() + " is too large", token.line());
        }
        return value.longValue();
    }
}
