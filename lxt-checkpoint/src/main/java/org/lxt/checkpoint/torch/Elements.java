// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.torch;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.lxt.checkpoint.internal.Refusal;
import org.lxt.checkpoint.torch.PickleValue.View;
import org.lxt.spi.checkpoint.ModelException;

/**
 * The elements of views, row by row. Where a view's strides are those of its shape this is a part of its storage; else, as
 * for a matrix that was transposed before it was saved, a copy. All copies together may not take more than the file, so
 * that a view that repeats elements cannot fill the memory.
 */
final class Elements {
    private static final int ALIGNMENT = 64;

    private final String file;
    private final Arena arena;
    private long budget;

    /**
     * Begins.
     *
     * @param file the file's name, for messages
     * @param arena owns the copies
     * @param budget bytes that they may take
     */
    Elements(String file, Arena arena, long budget) {
        this.file = file;
        this.arena = arena;
        this.budget = budget;
    }

    /**
     * The elements of a view.
     *
     * @param name the tensor's name, for messages
     * @param storage the bytes of its storage, at least as many as its elements take
     * @throws ModelException if it reaches beyond its storage or its copy is too large
     */
    MemorySegment of(String name, View view, MemorySegment storage) {
        int size = view.storage.type.bytes();
        long count = count(name, view);
        if (count == 0) {
            return storage.asSlice(0, 0);
        }
        requireInside(name, view);
        return isRowByRow(view)
                ? storage.asSlice(view.offset * size, count * size)
                : copy(name, view, storage, count, size);
    }

    private long count(String name, View view) {
        long count = 1;
        boolean empty = false;
        for (long size : view.shape) {
            empty |= size == 0;
        }
        if (empty) {
            return 0;
        }
        try {
            for (long size : view.shape) {
                count = Math.multiplyExact(count, size);
            }
            Math.multiplyExact(count, (long) ALIGNMENT);
            return count;
        } catch (ArithmeticException e) {
            throw refuse(name, "has more elements than can be counted");
        }
    }

    private void requireInside(String name, View view) {
        try {
            long last = view.offset;
            for (int i = 0; i < view.shape.length; i++) {
                last = Math.addExact(last, Math.multiplyExact(view.shape[i] - 1, view.strides[i]));
            }
            if (last < view.storage.size) {
                return;
            }
        } catch (ArithmeticException e) {
            // beyond what a long counts is beyond the storage
        }
        throw refuse(name, "reaches beyond its storage of " + view.storage.size + " elements");
    }

    private static boolean isRowByRow(View view) {
        long expected = 1;
        for (int i = view.shape.length - 1; i >= 0; i--) {
            if (view.shape[i] > 1 && view.strides[i] != expected) {
                return false;
            }
            expected *= view.shape[i];
        }
        return true;
    }

    private MemorySegment copy(String name, View view, MemorySegment storage, long count, int size) {
        if (count * size > budget) {
            throw refuse(
                    name,
                    "is stored in another order than row by row, and its copy would take more memory than the file;"
                            + " save it with .contiguous()");
        }
        budget -= count * size;
        MemorySegment copy = arena.allocate(count * size, ALIGNMENT);
        long[] index = new long[view.shape.length];
        long from = view.offset;
        for (long to = 0; to < count; to++) {
            MemorySegment.copy(storage, from * size, copy, to * size, size);
            for (int i = index.length - 1; i >= 0; i--) {
                from += view.strides[i];
                if (++index[i] < view.shape[i]) {
                    break;
                }
                from -= view.strides[i] * view.shape[i];
                index[i] = 0;
            }
        }
        return copy.asReadOnly();
    }

    private ModelException refuse(String name, String problem) {
        return new ModelException(file + ": tensor " + Refusal.quote(name) + " " + problem);
    }
}
