// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.memory;

import org.lxt.api.Fault;
import org.lxt.api.LxtException;

/** No code can be loaded here; the message is one sentence that says why. */
public final class CodePagesException extends LxtException {
    private static final long serialVersionUID = 1L;

    /** With this sentence. */
    public CodePagesException(String message) {
        super(Fault.SETUP, message);
    }
}
