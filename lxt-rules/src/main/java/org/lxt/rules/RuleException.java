// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.rules;

import org.lxt.api.Fault;
import org.lxt.api.LxtException;

/**
 * A rule, or the pattern of the layers that it is for, cannot be what somebody wrote: one sentence that says what is wrong
 * and what there is. {@link Fault#CALLER}.
 */
public final class RuleException extends LxtException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    public RuleException(String message) {
        super(Fault.CALLER, message);
    }

    /** Creates the exception, because of something else. */
    public RuleException(String message, Throwable cause) {
        super(Fault.CALLER, message, cause);
    }
}
