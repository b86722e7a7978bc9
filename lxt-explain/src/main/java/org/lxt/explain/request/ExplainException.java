// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.request;

import org.lxt.api.Fault;
import org.lxt.api.LxtException;

/** What was asked cannot be explained: one sentence that says what is wrong and what to do. */
public final class ExplainException extends LxtException {
    private static final long serialVersionUID = 1L;

    /** The prompt, the target or an option is at fault: {@link Fault#CALLER}. */
    public ExplainException(String message) {
        super(Fault.CALLER, message);
    }

    /** Creates the exception. */
    public ExplainException(Fault fault, String message) {
        super(fault, message);
    }
}
