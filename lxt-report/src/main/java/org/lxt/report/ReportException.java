// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report;

import org.jspecify.annotations.Nullable;
import org.lxt.api.Fault;
import org.lxt.api.LxtException;

/** A report that cannot be made, written or read; the message says why in one sentence. */
public final class ReportException extends LxtException {
    private static final long serialVersionUID = 1L;

    /** What was asked for, or the file that was given, is at fault: {@link Fault#CALLER}. */
    public ReportException(String message) {
        super(Fault.CALLER, message);
    }

    /** What was asked for, or the file that was given, is at fault, because of something else: {@link Fault#CALLER}. */
    public ReportException(String message, @Nullable Throwable cause) {
        super(Fault.CALLER, message, cause);
    }

    /** A failure with its reason. */
    public ReportException(Fault fault, String message) {
        super(fault, message);
    }

    /** A failure with its reason, because of something else. */
    public ReportException(Fault fault, String message, @Nullable Throwable cause) {
        super(fault, message, cause);
    }
}
