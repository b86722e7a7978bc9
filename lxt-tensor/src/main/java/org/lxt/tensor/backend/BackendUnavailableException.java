// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.backend;

import org.lxt.api.Fault;
import org.lxt.api.LxtException;

/**
 * A backend was asked for by a name that none has, which is the fault of {@link Fault#CALLER}, or cannot run here, which is
 * that of {@link Fault#SETUP}.
 */
public final class BackendUnavailableException extends LxtException {
    private static final long serialVersionUID = 1L;

    /** The backend, its plugin or the machine is at fault: {@link Fault#SETUP}. */
    public BackendUnavailableException(String message) {
        super(Fault.SETUP, message);
    }

    private BackendUnavailableException(Fault fault, String message) {
        super(fault, message);
    }

    /** There is nothing of that name: {@link Fault#CALLER}. */
    public static BackendUnavailableException unknown(String message) {
        return new BackendUnavailableException(Fault.CALLER, message);
    }
}
