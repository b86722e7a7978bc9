// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.chat.jinja.parse;

import java.util.List;
import java.util.Optional;

/** An expression of a template. */
public sealed interface Expression {
    record Literal(Object value) implements Expression {}

    record Name(String name) implements Expression {}

    record Elements(List<Expression> elements, boolean tuple) implements Expression {}

    record Entry(Expression key, Expression value) {}

    record Entries(List<Entry> entries) implements Expression {}

    /** {@code of.name}: a method or else an entry. */
    record Member(Expression of, String name) implements Expression {}

    /** {@code of[index]}: an entry or else a method. */
    record Item(Expression of, Expression index) implements Expression {}

    record Slice(Expression of, Optional<Expression> from, Optional<Expression> to, Optional<Expression> step)
            implements Expression {}

    /** Marks that an argument is spread: none, {@code *} or {@code **}. */
    enum Spread {
        NONE,
        LIST,
        MAP
    }

    record Argument(String name, Expression value, Spread spread) {}

    record Call(Expression function, List<Argument> arguments) implements Expression {}

    record Filter(Expression of, String name, List<Argument> arguments) implements Expression {}

    record Is(Expression of, String name, List<Argument> arguments) implements Expression {}

    record Not(Expression of) implements Expression {}

    record Sign(Expression of, boolean minus) implements Expression {}

    record And(Expression left, Expression right) implements Expression {}

    record Or(Expression left, Expression right) implements Expression {}

    record Binary(String operator, Expression left, Expression right) implements Expression {}

    record Concatenation(List<Expression> parts) implements Expression {}

    record Operand(String operator, Expression value) {}

    /** {@code a < b <= c}: every pair must hold. */
    record Comparison(Expression first, List<Operand> others) implements Expression {}

    record Conditional(Expression test, Expression then, Optional<Expression> otherwise) implements Expression {}
}
