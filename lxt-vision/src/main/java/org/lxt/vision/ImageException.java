// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.vision;

import org.lxt.api.Fault;
import org.lxt.api.LxtException;

/** An image that cannot be used; the message is one sentence that says what is wrong and what to do. */
public final class ImageException extends LxtException {
    private static final long serialVersionUID = 1;

    /** The image is at fault: {@link Fault#CALLER}. */
    public ImageException(String message) {
        super(Fault.CALLER, message);
    }

    /** The image is at fault, because of something else: {@link Fault#CALLER}. */
    public ImageException(String message, Throwable cause) {
        super(Fault.CALLER, message, cause);
    }

    /** An image that cannot be used, because of something else. */
    public ImageException(Fault fault, String message, Throwable cause) {
        super(fault, message, cause);
    }
}
