// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.chat.jinja.value;

import org.lxt.api.Fault;
import org.lxt.api.LxtException;

/** A template cannot be read or rendered: one sentence that says why, and in which line where that is known. */
public final class JinjaException extends LxtException {
    private static final long serialVersionUID = 1L;

    private final boolean raisedByTemplate;
    private final int line;

    private JinjaException(String message, int line, boolean raisedByTemplate) {
        super(raisedByTemplate ? Fault.CALLER : Fault.SETUP, message);
        this.line = line;
        this.raisedByTemplate = raisedByTemplate;
    }

    public JinjaException(String message) {
        this(message, 0, false);
    }

    public JinjaException(String message, int line) {
        this(message, line, false);
    }

    /** What the template itself refuses, by {@code raise_exception}. */
    public static JinjaException raised(String message) {
        return new JinjaException(message, 0, true);
    }

    public JinjaException atLine(int number) {
        return line > 0 ? this : new JinjaException(String.valueOf(getMessage()), number, raisedByTemplate);
    }

    /** Whether the template called {@code raise_exception}. */
    public boolean isRaisedByTemplate() {
        return raisedByTemplate;
    }

    /** The line of the template, from 1; 0 if it is not known. */
    public int line() {
        return line;
    }
}
