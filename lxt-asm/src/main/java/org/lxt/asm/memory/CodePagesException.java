package org.lxt.asm.memory;

/** No code can be loaded here; the message is one sentence that says why. */
public final class CodePagesException extends Exception {
    private static final long serialVersionUID = 1L;

    /** With this sentence. */
    public CodePagesException(String message) {
        super(message);
    }
}
