// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.cuda.memory;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A piece of memory that somebody holds until it is freed, once. */
public final class Owned {
    private final AtomicReference<@Nullable Piece> piece;

    Owned(Piece piece) {
        this.piece = new AtomicReference<>(piece);
    }

    /**
     * Its address.
     *
     * @throws IllegalStateException if it was freed
     */
    public long address() {
        Piece held = piece.get();
        if (held == null) {
            throw new IllegalStateException("memory of a device is used after it was freed");
        }
        return held.address();
    }

    /**
     * Gives it up.
     *
     * @throws IllegalStateException if it was freed
     */
    public Piece giveUp() {
        Piece held = piece.getAndSet(null);
        if (held == null) {
            throw new IllegalStateException("memory of a device is freed twice");
        }
        return held;
    }
}
