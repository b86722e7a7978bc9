// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.chat.jinja;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.lxt.chat.jinja.parse.Statement;
import org.lxt.chat.jinja.parse.StatementParser;
import org.lxt.chat.jinja.render.Rendering;
import org.lxt.chat.jinja.value.JinjaException;

/**
 * A template in the part of Jinja 3 that chat templates use, with {@code trim_blocks} and {@code lstrip_blocks}, the tags
 * {@code break}, {@code continue} and {@code generation}, and the functions that transformers adds. It reaches no file, no
 * Java object and no other template, and its time and memory are bounded. Immutable.
 */
public final class ParsedTemplate {
    private final List<Statement> statements;

    private ParsedTemplate(List<Statement> statements) {
        this.statements = statements;
    }

    /**
     * Reads a template.
     *
     * @throws JinjaException if it is malformed, or needs what a chat template cannot have
     */
    public static ParsedTemplate parse(String text) {
        return new ParsedTemplate(StatementParser.parse(text));
    }

    /**
     * Renders the template.
     *
     * @param variables texts, whole numbers, doubles, booleans, nulls, lists and maps of these
     * @param clock what {@code strftime_now} reads
     * @throws JinjaException if the template raises an exception, makes a mistake or computes too much
     */
    public String render(Map<String, ?> variables, Clock clock) {
        return new Rendering(variables, clock).run(statements);
    }
}
