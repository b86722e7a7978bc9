// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.testkit.cases;

import org.jspecify.annotations.Nullable;
import org.lxt.api.Fault;
import org.lxt.api.LxtException;

/** A case folder cannot be read: one sentence that says which and why. {@link Fault#CALLER}, who named it. */
public final class CaseException extends LxtException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    public CaseException(String message) {
        super(Fault.CALLER, message);
    }

    /** Creates the exception with its cause. */
    public CaseException(String message, @Nullable Throwable cause) {
        super(Fault.CALLER, message, cause);
    }
}
