// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.chat;

import org.jspecify.annotations.Nullable;
import org.lxt.api.Fault;
import org.lxt.api.LxtException;

/**
 * A chat cannot be put into a template: one sentence that says what is wrong and what to do. {@link Fault#CALLER} if it is
 * the chat, {@link Fault#SETUP} if it is the template or a file of the checkpoint.
 */
public final class ChatException extends LxtException {
    private static final long serialVersionUID = 1L;

    ChatException(Fault fault, String message) {
        super(fault, message);
    }

    ChatException(Fault fault, String message, @Nullable Throwable cause) {
        super(fault, message, cause);
    }
}
