// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor;

import org.lxt.api.Fault;
import org.lxt.api.LxtException;

/**
 * In strict mode, an operation that needs a rule was recorded without one. The code of the model is at fault: {@link
 * Fault#SETUP}.
 */
public final class StrictModeException extends LxtException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception; the message names the operation, its site and the line of model code. */
    public StrictModeException(String message) {
        super(Fault.SETUP, message);
    }
}
