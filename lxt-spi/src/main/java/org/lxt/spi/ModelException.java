package org.lxt.spi;

/** A checkpoint cannot be used: one sentence that says what is wrong, where, and what to do. */
public final class ModelException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    public ModelException(String message) {
        super(message);
    }

    /** Creates the exception with its cause. */
    public ModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
