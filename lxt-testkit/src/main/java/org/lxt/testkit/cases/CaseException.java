package org.lxt.testkit.cases;

/** A case folder cannot be read: one sentence that says which and why. */
public final class CaseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    public CaseException(String message) {
        super(message);
    }

    /** Creates the exception with its cause. */
    public CaseException(String message, Throwable cause) {
        super(message, cause);
    }
}
