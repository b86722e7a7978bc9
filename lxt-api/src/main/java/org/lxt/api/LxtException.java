// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.api;

import org.jspecify.annotations.Nullable;

/**
 * The parent of all exceptions of LXT. The message is one sentence that says what is wrong, where, and what to do; {@link
 * #fault} says who is to do it.
 *
 * <p>A service that answers requests needs one handler:
 *
 * <pre>{@code
 * catch (LxtException e) {
 *     switch (e.fault()) {
 *         case CALLER -> answer(400, e.getMessage());
 *         case SETUP -> {
 *             log.error("cannot explain", e);
 *             answer(500, "cannot explain");
 *         }
 *         case CANCELLED -> answer(503, e.getMessage());
 *     }
 * }
 * }</pre>
 *
 * <p>Plain misuse of a method by a program, such as a negative count where the documentation asks for a positive one, is an
 * {@link IllegalArgumentException} or an {@link IllegalStateException} as everywhere in Java: no input of a user leads there.
 */
public abstract class LxtException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Whose fault it is. */
    private final Fault fault;

    /** Creates an exception with a sentence for whoever can mend it. */
    protected LxtException(Fault fault, String message) {
        super(message);
        this.fault = fault;
    }

    /** Creates an exception with a sentence for whoever can mend it, and what led to it. */
    protected LxtException(Fault fault, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.fault = fault;
    }

    /** Whose fault it is. */
    public final Fault fault() {
        return fault;
    }
}
