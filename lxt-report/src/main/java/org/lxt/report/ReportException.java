package org.lxt.report;

/** A report that cannot be made, written or read; the message says why in one sentence. */
public final class ReportException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A failure with its reason. */
    public ReportException(String message) {
        super(message);
    }

    /** A failure with its reason and what led to it. */
    public ReportException(String message, Throwable cause) {
        super(message, cause);
    }
}
