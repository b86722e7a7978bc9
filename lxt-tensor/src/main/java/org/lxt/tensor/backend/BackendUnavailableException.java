package org.lxt.tensor.backend;

/** A backend was asked for by name and is unknown or cannot run here. */
public final class BackendUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception with a sentence for the user. */
    public BackendUnavailableException(String message) {
        super(message);
    }
}
