// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.bench.compare;

import org.lxt.api.Fault;
import org.lxt.api.LxtException;

/** A program could not be timed; the message is a sentence for the user. */
final class CompareException extends LxtException {
    private static final long serialVersionUID = 1L;

    CompareException(String message) {
        super(Fault.SETUP, message);
    }
}
