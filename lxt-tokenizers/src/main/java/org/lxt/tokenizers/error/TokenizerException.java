// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;
import org.lxt.api.Fault;
import org.lxt.api.LxtException;

/**
 * A tokenizer file that cannot be used (malformed, or asking for something this library does not implement),
 * or a text that a file's own splitting pattern cannot handle. The message is one sentence that names the file, the
 * place in it and what to do.
 */
public final class TokenizerException extends LxtException {

    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * The file is at fault: {@link Fault#SETUP}.
     *
     * @param message what is wrong, where, and what to do about it
     */
    public TokenizerException(String message) {
        super(Fault.SETUP, message);
    }

    /**
     * The file is at fault, because of something else: {@link Fault#SETUP}.
     *
     * @param message what is wrong, where, and what to do about it
     * @param cause the error underneath
     */
    public TokenizerException(String message, @Nullable Throwable cause) {
        super(Fault.SETUP, message, cause);
    }

    private TokenizerException(Fault fault, String message, @Nullable Throwable cause) {
        super(fault, message, cause);
    }

    /** The text, or how it is to be encoded, is at fault. */
    public static TokenizerException ofText(String message) {
        return new TokenizerException(Fault.CALLER, message, null);
    }

    /** The text is at fault, because of something else. */
    public static TokenizerException ofText(String message, Throwable cause) {
        return new TokenizerException(Fault.CALLER, message, cause);
    }
}
