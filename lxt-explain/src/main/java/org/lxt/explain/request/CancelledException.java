// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.explain.request;

import org.lxt.api.Fault;
import org.lxt.api.LxtException;

/**
 * A call was given up before its end, because its thread was interrupted or its time was over. All of its memory is given
 * back; other calls go on, and the explainer can be used as before. The thread's interrupt status stays set. {@link
 * Fault#CANCELLED}.
 *
 * @see org.lxt.explain.Explainer#within
 */
public final class CancelledException extends LxtException {
    private static final long serialVersionUID = 1L;

    /** Why a call was given up. */
    public enum Reason {
        /** The thread that made the call was interrupted. */
        INTERRUPTED,
        /** The call did not end within the time that it was given. */
        DEADLINE
    }

    private final Reason reason;

    /** Creates the exception. */
    public CancelledException(Reason reason, String message) {
        super(Fault.CANCELLED, message);
        this.reason = reason;
    }

    /** Why the call was given up. */
    public Reason reason() {
        return reason;
    }
}
