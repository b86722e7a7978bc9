// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.driver;

import org.jspecify.annotations.Nullable;
import org.lxt.api.Fault;
import org.lxt.api.LxtException;

/** The device, its driver or a library of NVIDIA's failed at something that is not a lack of memory. */
public final class CudaException extends LxtException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception with a sentence for the user. */
    public CudaException(String message) {
        this(message, null);
    }

    /** Creates the exception with a sentence for the user, and what led to it. */
    public CudaException(String message, @Nullable Throwable cause) {
        super(Fault.SETUP, message, cause);
    }
}
