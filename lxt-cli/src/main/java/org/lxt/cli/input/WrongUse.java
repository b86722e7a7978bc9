// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cli.input;

import org.lxt.api.Fault;
import org.lxt.api.LxtException;

/** The command was called wrongly: one sentence that says what is wrong and what to do. */
public final class WrongUse extends LxtException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    public WrongUse(String message) {
        super(Fault.CALLER, message);
    }
}
