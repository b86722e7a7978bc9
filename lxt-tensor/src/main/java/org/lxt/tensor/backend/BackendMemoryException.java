package org.lxt.tensor.backend;

import java.util.Locale;

/**
 * A backend has no memory left for what a computation needs. The computation is given up and what it held is given back: the
 * next one may be smaller.
 */
public final class BackendMemoryException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates the exception with a sentence for the user, given how much was needed at once. */
    public BackendMemoryException(long bytes) {
        super(String.format(
                Locale.ROOT,
                "there is no memory for another %,d MB of numbers; explain fewer targets or a shorter prompt at once, or"
                        + " switch checkpointing on",
                Math.ceilDiv(bytes, 1 << 20)));
    }
}
