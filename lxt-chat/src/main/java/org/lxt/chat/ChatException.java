package org.lxt.chat;

/** A chat cannot be put into a template: one sentence that says what is wrong and what to do. */
public final class ChatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ChatException(String message) {
        super(message);
    }

    ChatException(String message, Throwable cause) {
        super(message, cause);
    }
}
