// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.foreign;

import org.lxt.api.Fault;
import org.lxt.api.LxtException;

/** A library lacks a function: it is older than what is needed, or another library of the same name. */
public final class MissingFunctionException extends LxtException {
    private static final long serialVersionUID = 1L;

    MissingFunctionException(String function, String library) {
        super(
                Fault.SETUP,
                "the library " + library + " has no function " + function
                        + ": it is too old, or no library of NVIDIA's; put a newer one in its place");
    }
}
