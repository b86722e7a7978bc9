package org.lxt.explain;

/** What was asked cannot be explained: one sentence that says what is wrong and what to do. */
public final class ExplainException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    public ExplainException(String message) {
        super(message);
    }
}
