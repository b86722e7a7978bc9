package org.lxt.tokenizers;

import java.io.Serial;

/**
 * A tokenizer file that cannot be used (malformed, or asking for something this library does not implement),
 * or a text that a file's own splitting pattern cannot handle. The message is one sentence that names the file, the
 * place in it and what to do.
 */
public final class TokenizerException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception.
     *
     * @param message what is wrong, where, and what to do about it
     */
    public TokenizerException(String message) {
        super(message);
    }

    /**
     * Creates the exception.
     *
     * @param message what is wrong, where, and what to do about it
     * @param cause the error underneath
     */
    public TokenizerException(String message, Throwable cause) {
        super(message, cause);
    }
}
