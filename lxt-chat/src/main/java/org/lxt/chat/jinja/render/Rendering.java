// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.chat.jinja.render;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lxt.chat.jinja.parse.Expression;
import org.lxt.chat.jinja.parse.Statement;
import org.lxt.chat.jinja.value.Arguments;
import org.lxt.chat.jinja.value.Budget;
import org.lxt.chat.jinja.value.Callable;
import org.lxt.chat.jinja.value.JinjaException;
import org.lxt.chat.jinja.value.Loop;
import org.lxt.chat.jinja.value.Namespace;
import org.lxt.chat.jinja.value.Types;
import org.lxt.chat.jinja.value.Undefined;
import org.lxt.chat.jinja.value.VariableScope;

/** One rendering of a template. */
public final class Rendering {
    /** What a statement says about those that follow it. */
    private enum Flow {
        ON,
        BREAK,
        CONTINUE
    }

    private final Budget budget = new Budget();
    private final Evaluation evaluation = new Evaluation(budget);
    private final VariableScope globals = new VariableScope(null);

    public Rendering(Map<String, ?> variables, Clock clock) {
        Globals.define(globals, budget, clock);
        variables.forEach((name, value) -> globals.set(name, Types.of(value)));
    }

    public String run(List<Statement> statements) {
        StringBuilder out = new StringBuilder();
        run(statements, new VariableScope(globals), out);
        return out.toString();
    }

    private Flow run(List<Statement> statements, VariableScope scope, StringBuilder out) {
        budget.enter();
        for (Statement statement : statements) {
            Flow flow;
            try {
                flow = run(statement, scope, out);
            } catch (JinjaException e) {
                throw e.atLine(statement.line());
            }
            if (flow != Flow.ON) {
                budget.leave();
                return flow;
            }
        }
        budget.leave();
        return Flow.ON;
    }

    private Flow run(Statement statement, VariableScope scope, StringBuilder out) {
        budget.charge(1);
        switch (statement) {
            case Statement.Data s -> {
                budget.charge(s.text().length());
                out.append(s.text());
            }
            case Statement.Output s -> out.append(evaluation.text(evaluation.value(s.value(), scope)));
            case Statement.If s -> {
                return branch(s, scope, out);
            }
            case Statement.For s -> loop(s, evaluation.value(s.over(), scope), scope, 0, out);
            case Statement.Set s -> assign(s.target(), evaluation.value(s.value(), scope), scope);
            case Statement.SetBlock s -> assign(s.target(), filtered(s.filtered(), s.body(), scope), scope);
            case Statement.FilterBlock s -> out.append(evaluation.text(filtered(s.filtered(), s.body(), scope)));
            case Statement.Macro s -> scope.set(s.name(), macro(s.name(), s.parameters(), s.body(), scope));
            case Statement.CallBlock s -> {
                Arguments given = evaluation.arguments(s.call().arguments(), scope);
                java.util.Map<String, Object> named = new java.util.LinkedHashMap<>(given.named());
                named.put("caller", macro("caller", s.parameters(), s.body(), scope));
                Object function = evaluation.value(s.call().function(), scope);
                out.append(evaluation.text(evaluation.call(function, new Arguments(given.positional(), named))));
            }
            case Statement.With s -> {
                VariableScope inner = new VariableScope(scope);
                s.assignments().forEach(a -> assign(a.target(), evaluation.value(a.value(), scope), inner));
                return run(s.body(), inner, out);
            }
            case Statement.Generation s -> {
                return run(s.body(), new VariableScope(scope), out);
            }
            case Statement.Break _ -> {
                return Flow.BREAK;
            }
            case Statement.Continue _ -> {
                return Flow.CONTINUE;
            }
        }
        return Flow.ON;
    }

    private Flow branch(Statement.If s, VariableScope scope, StringBuilder out) {
        for (Statement.Branch branch : s.branches()) {
            if (Types.isTrue(evaluation.value(branch.test(), scope))) {
                return run(branch.body(), scope, out);
            }
        }
        return run(s.otherwise(), scope, out);
    }

    private void loop(Statement.For s, Object over, VariableScope scope, int depth, StringBuilder out) {
        List<Object> elements = new ArrayList<>();
        for (Object element : Types.elements(over, budget)) {
            VariableScope inner = new VariableScope(scope);
            assign(s.target(), element, inner);
            if (s.condition().isEmpty()
                    || Types.isTrue(evaluation.value(s.condition().get(), inner))) {
                elements.add(element);
            }
            budget.charge(1);
        }
        @Nullable Callable recursion = s.recursive() ? arguments -> again(s, arguments, scope, depth) : null;
        Loop loop = new Loop(elements, depth, recursion, evaluation.ordering());
        for (int i = 0; i < elements.size(); i++) {
            loop.at(i);
            VariableScope inner = new VariableScope(scope);
            inner.set("loop", loop);
            assign(s.target(), elements.get(i), inner);
            if (run(s.body(), inner, out) == Flow.BREAK) {
                break;
            }
        }
        if (elements.isEmpty()) {
            run(s.otherwise(), new VariableScope(scope), out);
        }
    }

    private Object again(Statement.For s, Arguments arguments, VariableScope scope, int depth) {
        StringBuilder out = new StringBuilder();
        Object over = arguments.of("loop", "iterable").need("loop", "iterable");
        loop(s, over, scope, depth + 1, out);
        return out.toString();
    }

    private Object filtered(Expression filters, List<Statement> body, VariableScope scope) {
        StringBuilder captured = new StringBuilder();
        run(body, new VariableScope(scope), captured);
        VariableScope inner = new VariableScope(scope);
        inner.set(Statement.CAPTURED, captured.toString());
        return evaluation.value(filters, inner);
    }

    private Callable macro(
            String name, List<Statement.Parameter> parameters, List<Statement> body, VariableScope scope) {
        return arguments -> {
            VariableScope inner = new VariableScope(scope);
            bind(name, parameters, arguments, inner);
            StringBuilder out = new StringBuilder();
            run(body, inner, out);
            return out.toString();
        };
    }

    private void bind(String name, List<Statement.Parameter> parameters, Arguments given, VariableScope scope) {
        List<String> names = new ArrayList<>();
        parameters.forEach(p -> names.add(p.name()));
        names.add("caller");
        if (given.positional().size() > parameters.size()) {
            throw new JinjaException("the macro '" + name + "' takes " + parameters.size() + " arguments, not "
                    + given.positional().size());
        }
        Arguments bound = given.of("the macro '" + name + "'", names.toArray(String[]::new));
        for (Statement.Parameter parameter : parameters) {
            Object value = bound.named().get(parameter.name());
            if (value == null) {
                value = parameter
                        .fallback()
                        .map(e -> evaluation.value(e, scope))
                        .orElseGet(() -> new Undefined("the parameter '" + parameter.name() + "' was not provided"));
            }
            scope.set(parameter.name(), value);
        }
        if (bound.named().get("caller") instanceof Callable caller) {
            scope.set("caller", caller);
        }
    }

    private void assign(Statement.Assignee target, Object value, VariableScope scope) {
        switch (target) {
            case Statement.Assignee.Variable v -> scope.set(v.name(), value);
            case Statement.Assignee.Attribute a -> {
                if (!(scope.get(a.namespace()) instanceof Namespace namespace)) {
                    throw new JinjaException("'" + a.namespace() + "' is not a namespace, so '" + a.namespace() + "."
                            + a.name() + "' cannot be assigned to");
                }
                namespace.set(a.name(), value);
            }
            case Statement.Assignee.Several all -> {
                List<Object> values = Types.elements(value, budget);
                if (values.size() != all.all().size()) {
                    throw new JinjaException(values.size() + " values cannot be assigned to "
                            + all.all().size() + " names");
                }
                for (int i = 0; i < values.size(); i++) {
                    assign(all.all().get(i), values.get(i), scope);
                }
            }
        }
    }
}
