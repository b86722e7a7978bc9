// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.spi.checkpoint;

import org.jspecify.annotations.Nullable;
import org.lxt.api.Fault;
import org.lxt.api.LxtException;

/**
 * A checkpoint or a plugin cannot be used, or a model not for what it was given: one sentence that says what is wrong, where,
 * and what to do.
 */
public final class ModelException extends LxtException {
    private static final long serialVersionUID = 1L;

    /** The checkpoint or a plugin is at fault: {@link Fault#SETUP}. */
    public ModelException(String message) {
        super(Fault.SETUP, message);
    }

    /** The checkpoint or a plugin is at fault, because of something else: {@link Fault#SETUP}. */
    public ModelException(String message, @Nullable Throwable cause) {
        super(Fault.SETUP, message, cause);
    }

    /** Creates the exception; a model that refuses a prompt gives {@link Fault#CALLER}. */
    public ModelException(Fault fault, String message) {
        super(fault, message);
    }
}
