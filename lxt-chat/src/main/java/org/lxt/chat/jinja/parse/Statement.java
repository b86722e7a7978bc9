// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.chat.jinja.parse;

import java.util.List;
import java.util.Optional;

/** A statement of a template; its line is for messages. */
public sealed interface Statement {
    int line();

    record Data(String text, int line) implements Statement {}

    record Output(Expression value, int line) implements Statement {}

    record Branch(Expression test, List<Statement> body) {}

    record If(List<Branch> branches, List<Statement> otherwise, int line) implements Statement {}

    record For(
            Assignee target,
            Expression over,
            Optional<Expression> condition,
            boolean recursive,
            List<Statement> body,
            List<Statement> otherwise,
            int line)
            implements Statement {}

    /** What is assigned to: a name, an attribute of a namespace, or several in parentheses. */
    sealed interface Assignee {
        record Variable(String name) implements Assignee {}

        record Attribute(String namespace, String name) implements Assignee {}

        record Several(List<Assignee> all) implements Assignee {}
    }

    record Set(Assignee target, Expression value, int line) implements Statement {}

    /** {@code {% set x %}...{% endset %}}; the value is a filter expression around {@link #CAPTURED}. */
    record SetBlock(Assignee target, Expression filtered, List<Statement> body, int line) implements Statement {}

    record FilterBlock(Expression filtered, List<Statement> body, int line) implements Statement {}

    record Parameter(String name, Optional<Expression> fallback) {}

    record Macro(String name, List<Parameter> parameters, List<Statement> body, int line) implements Statement {}

    record CallBlock(Expression.Call call, List<Parameter> parameters, List<Statement> body, int line)
            implements Statement {}

    record With(List<Set> assignments, List<Statement> body, int line) implements Statement {}

    /** What an assistant said: a scope of its own, printed as it is. */
    record Generation(List<Statement> body, int line) implements Statement {}

    record Break(int line) implements Statement {}

    record Continue(int line) implements Statement {}

    /** The name under which the text of a block is filtered; no template can write it. */
    String CAPTURED = " captured";
}
