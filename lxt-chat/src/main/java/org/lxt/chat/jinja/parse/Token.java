// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.chat.jinja.parse;

/**
 * A piece of a template.
 *
 * @param kind what it is
 * @param text its text; of a string, its value
 * @param line where it begins, from 1
 */
record Token(Kind kind, String text, int line) {
    enum Kind {
        DATA,
        VARIABLE_BEGIN,
        VARIABLE_END,
        BLOCK_BEGIN,
        BLOCK_END,
        NAME,
        STRING,
        INTEGER,
        REAL,
        OPERATOR,
        END
    }

    boolean is(Kind other, String value) {
        return kind == other && text.equals(value);
    }

    String described() {
        return switch (kind) {
            case VARIABLE_END -> "'}}'";
            case BLOCK_END -> "'%}'";
            case END -> "the end of the template";
            default -> "'" + text + "'";
        };
    }
}
