// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.chat.jinja.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lxt.chat.jinja.value.JinjaException;

/** Reads the statements of a template. */
public final class StatementParser {
    private static final Set<String> REFUSED =
            Set.of("include", "import", "from", "extends", "block", "autoescape", "do", "trans", "print");

    private final TokenStream tokens;
    private final ExpressionParser expressions;
    private int loops;

    private StatementParser(TokenStream tokens) {
        this.tokens = tokens;
        this.expressions = new ExpressionParser(tokens);
    }

    public static List<Statement> parse(String template) {
        StatementParser parser = new StatementParser(new TokenStream(Lexer.tokens(template)));
        List<Statement> all = parser.body();
        if (parser.tokens.peek().kind() != Token.Kind.END) {
            throw parser.tokens.unexpected("another tag");
        }
        return all;
    }

    /** Statements up to a tag of one of these names, whose name is not read, or up to the end. */
    private List<Statement> body(String... ends) {
        List<Statement> all = new ArrayList<>();
        tokens.enter();
        while (true) {
            Token token = tokens.next();
            switch (token.kind()) {
                case DATA -> all.add(new Statement.Data(token.text(), token.line()));
                case VARIABLE_BEGIN -> {
                    all.add(new Statement.Output(expressions.tuple(true), token.line()));
                    tokens.expect(Token.Kind.VARIABLE_END, "'}}'");
                }
                case BLOCK_BEGIN -> {
                    if (tokens.peek().kind() == Token.Kind.NAME
                            && Set.of(ends).contains(tokens.peek().text())) {
                        tokens.leave();
                        return all;
                    }
                    all.add(statement(token.line()));
                }
                default -> {
                    if (ends.length > 0) {
                        throw new JinjaException("'" + ends[ends.length - 1] + "' is missing", token.line());
                    }
                    tokens.leave();
                    return all;
                }
            }
        }
    }

    private Statement statement(int line) {
        String name = tokens.expectName();
        return switch (name) {
            case "if" -> conditional(line);
            case "for" -> loop(line);
            case "set" -> set(line);
            case "macro" -> macro(line);
            case "call" -> call(line);
            case "filter" -> filter(line);
            case "with" -> with(line);
            case "generation" -> {
                endTag();
                yield new Statement.Generation(closed("endgeneration"), line);
            }
            case "break", "continue" -> jump(name, line);
            default ->
                throw new JinjaException(
                        REFUSED.contains(name)
                                ? "'{% " + name + " %}' is not possible in a chat template"
                                : "there is no tag '" + name + "' here",
                        line);
        };
    }

    private void endTag() {
        tokens.expect(Token.Kind.BLOCK_END, "'%}'");
    }

    /** The body of a tag up to its end tag, which is read. */
    private List<Statement> closed(String end) {
        List<Statement> body = body(end);
        tokens.next();
        endTag();
        return body;
    }

    private Statement conditional(int line) {
        List<Statement.Branch> branches = new ArrayList<>();
        List<Statement> otherwise = List.of();
        String tag;
        do {
            Expression test = expressions.tuple(false);
            endTag();
            branches.add(new Statement.Branch(test, body("elif", "else", "endif")));
            tag = tokens.next().text();
        } while (tag.equals("elif"));
        endTag();
        if (tag.equals("else")) {
            otherwise = closed("endif");
        }
        return new Statement.If(branches, otherwise, line);
    }

    private Statement loop(int line) {
        Statement.Assignee target = assignee(false);
        if (!tokens.skipName("in")) {
            throw tokens.unexpected("'in'");
        }
        Expression over = expressions.tuple(false);
        Optional<Expression> condition =
                tokens.skipName("if") ? Optional.of(expressions.expression()) : Optional.empty();
        boolean recursive = tokens.skipName("recursive");
        endTag();
        loops++;
        List<Statement> body = body("else", "endfor");
        loops--;
        List<Statement> otherwise = List.of();
        boolean hasElse = tokens.next().text().equals("else");
        endTag();
        if (hasElse) {
            otherwise = closed("endfor");
        }
        return new Statement.For(target, over, condition, recursive, body, otherwise, line);
    }

    private Statement jump(String name, int line) {
        if (loops == 0) {
            throw new JinjaException("'{% " + name + " %}' stands outside of a loop", line);
        }
        endTag();
        return name.equals("break") ? new Statement.Break(line) : new Statement.Continue(line);
    }

    private Statement.Assignee assignee(boolean withNamespace) {
        List<Statement.Assignee> all = new ArrayList<>();
        boolean several = false;
        do {
            if (!all.isEmpty() && tokens.peek().kind() != Token.Kind.NAME && !tokens.isOperator("(")) {
                break;
            }
            all.add(single(withNamespace));
            several |= tokens.isOperator(",");
        } while (tokens.skipOperator(","));
        return several ? new Statement.Assignee.Several(all) : all.getFirst();
    }

    private Statement.Assignee single(boolean withNamespace) {
        if (tokens.skipOperator("(")) {
            tokens.enter();
            Statement.Assignee inner = assignee(withNamespace);
            tokens.leave();
            tokens.expectOperator(")");
            return inner;
        }
        int line = tokens.peek().line();
        String name = tokens.expectName();
        if (withNamespace && tokens.skipOperator(".")) {
            return new Statement.Assignee.Attribute(name, tokens.expectName());
        }
        if (Set.of("true", "false", "none", "True", "False", "None").contains(name)) {
            throw new JinjaException("'" + name + "' cannot be assigned to", line);
        }
        return new Statement.Assignee.Variable(name);
    }

    private Statement set(int line) {
        Statement.Assignee target = assignee(true);
        if (tokens.skipOperator("=")) {
            Expression value = expressions.tuple(true);
            endTag();
            return new Statement.Set(target, value, line);
        }
        Expression filtered = expressions.filters(new Expression.Name(Statement.CAPTURED), false);
        endTag();
        return new Statement.SetBlock(target, filtered, closed("endset"), line);
    }

    private Statement filter(int line) {
        Expression first = expressions.filter(new Expression.Name(Statement.CAPTURED));
        Expression filtered = expressions.filters(first, false);
        endTag();
        return new Statement.FilterBlock(filtered, closed("endfilter"), line);
    }

    private Statement macro(int line) {
        String name = tokens.expectName();
        List<Statement.Parameter> parameters = parameters();
        endTag();
        return new Statement.Macro(name, parameters, outsideOfLoops("endmacro"), line);
    }

    /** A macro is not part of the loop that it stands in. */
    private List<Statement> outsideOfLoops(String end) {
        int around = loops;
        loops = 0;
        List<Statement> body = closed(end);
        loops = around;
        return body;
    }

    private List<Statement.Parameter> parameters() {
        List<Statement.Parameter> all = new ArrayList<>();
        tokens.expectOperator("(");
        while (!tokens.isOperator(")")) {
            if (!all.isEmpty()) {
                tokens.expectOperator(",");
            }
            String name = tokens.expectName();
            Optional<Expression> fallback =
                    tokens.skipOperator("=") ? Optional.of(expressions.expression()) : Optional.empty();
            all.add(new Statement.Parameter(name, fallback));
        }
        tokens.expectOperator(")");
        return all;
    }

    private Statement call(int line) {
        List<Statement.Parameter> parameters = tokens.isOperator("(") ? parameters() : List.of();
        if (!(expressions.expression() instanceof Expression.Call call)) {
            throw new JinjaException("'{% call %}' needs the call of a macro", line);
        }
        endTag();
        return new Statement.CallBlock(call, parameters, outsideOfLoops("endcall"), line);
    }

    private Statement with(int line) {
        List<Statement.Set> assignments = new ArrayList<>();
        while (tokens.peek().kind() != Token.Kind.BLOCK_END) {
            if (!assignments.isEmpty()) {
                tokens.expectOperator(",");
            }
            Statement.Assignee target = new Statement.Assignee.Variable(tokens.expectName());
            tokens.expectOperator("=");
            assignments.add(new Statement.Set(target, expressions.expression(), line));
        }
        endTag();
        return new Statement.With(assignments, closed("endwith"), line);
    }
}
