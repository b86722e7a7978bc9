package org.lxt.tensor;

/** In strict mode, an operation that needs a rule was recorded without one. */
public final class StrictModeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception; the message names the operation, its site and the line of model code. */
    public StrictModeException(String message) {
        super(message);
    }
}
