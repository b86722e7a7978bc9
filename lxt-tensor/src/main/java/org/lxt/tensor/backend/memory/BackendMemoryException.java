// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.backend.memory;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.lxt.api.Fault;
import org.lxt.api.LxtException;

/**
 * A backend has no memory left for what a computation needs: the fault of {@link Fault#CALLER}, who asked for more than fits. The computation is given up
 * and what it held is given back, so the next one may be smaller.
 */
public final class BackendMemoryException extends LxtException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the exception with a sentence for the user.
     *
     * @param bytes how much was needed at once
     * @param cause what the system said, if it said anything
     */
    public BackendMemoryException(long bytes, @Nullable Throwable cause) {
        super(
                Fault.CALLER,
                String.format(
                        Locale.ROOT,
                        "there is no memory for another %,d MB of numbers; explain fewer targets or a shorter prompt at"
                                + " once, or switch checkpointing on",
                        Math.ceilDiv(bytes, 1 << 20)),
                cause);
    }

    /**
     * Creates the exception with a sentence for the user, for memory of which it is known how much there is.
     *
     * @param bytes how much was needed at once
     * @param left how much there was
     * @param all how much there may be in all
     * @param device whose memory it is
     * @param cause what the system said, if it said anything
     */
    public BackendMemoryException(long bytes, long left, long all, String device, @Nullable Throwable cause) {
        super(
                Fault.CALLER,
                String.format(
                        Locale.ROOT,
                        "there is no memory for another %,d MB of numbers on %s, where %,d MB of %,d MB are left;"
                                + " explain fewer targets or a shorter prompt at once, or switch checkpointing on",
                        Math.ceilDiv(bytes, 1 << 20),
                        device,
                        left >> 20,
                        all >> 20),
                cause);
    }
}
