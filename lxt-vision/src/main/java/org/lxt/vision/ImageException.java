package org.lxt.vision;

/** An image that cannot be used; the message is one sentence that says what is wrong and what to do. */
public final class ImageException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** An image that cannot be used. */
    public ImageException(String message) {
        super(message);
    }

    /** An image that cannot be used, because of something else. */
    public ImageException(String message, Throwable cause) {
        super(message, cause);
    }
}
