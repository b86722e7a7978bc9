// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.stored;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which weights should be in memory while a model is read from its first layer to its last and back. The order is learned while
 * they are read for the first time. Not safe for use by several threads.
 */
final class PageWindow {
    private final long most;
    private final List<MemorySegment> order = new ArrayList<>();
    private final List<Long> starts = new ArrayList<>();
    private final Map<Long, Integer> places = new HashMap<>();
    private int last = -1;

    /**
     * Nothing was read yet.
     *
     * @param most bytes of weights to be brought in ahead of the one that is read
     */
    PageWindow(long most) {
        this.most = most;
    }

    /** What the reading of a weight asks for.
     *
     * @param in weights to bring in, the next one first
     * @param left weights that were within reach and are not any more
     */
    record Change(List<MemorySegment> in, List<MemorySegment> left) {}

    /** A weight is read now. */
    Change read(MemorySegment weight) {
        int place = places.computeIfAbsent(weight.address(), _ -> {
            starts.add(starts.isEmpty() ? 0 : starts.getLast() + order.getLast().byteSize());
            order.add(weight);
            return order.size() - 1;
        });
        int before = last;
        last = place;
        if (before < 0 || place == before) {
            return new Change(List.of(), List.of());
        }
        int direction = place > before ? 1 : -1;
        List<MemorySegment> in = new ArrayList<>();
        for (int i = place + direction; i >= 0 && i < order.size() && between(place, i) <= most; i += direction) {
            in.add(order.get(i));
        }
        List<MemorySegment> left = new ArrayList<>();
        addLeft(before, place, 1, left);
        addLeft(before, place, -1, left);
        return new Change(in, left);
    }

    /** Adds what was within reach of the one before, on one side of it, and is not any more. */
    private void addLeft(int before, int place, int step, List<MemorySegment> left) {
        for (int i = before; i >= 0 && i < order.size() && between(before, i) <= most; i += step) {
            if (between(place, i) > most && (i != before || step > 0)) {
                left.add(order.get(i));
            }
        }
    }

    /** Bytes of the weights between two places. */
    private long between(int a, int b) {
        if (a == b) {
            return 0;
        }
        int first = Math.min(a, b);
        return starts.get(Math.max(a, b)) - starts.get(first) - order.get(first).byteSize();
    }
}
