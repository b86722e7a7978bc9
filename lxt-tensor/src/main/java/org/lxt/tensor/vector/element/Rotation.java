// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.element;

import static org.lxt.tensor.vector.hardware.Lanes.LENGTH;
import static org.lxt.tensor.vector.hardware.Lanes.load;
import static org.lxt.tensor.vector.hardware.Lanes.loadTail;
import static org.lxt.tensor.vector.hardware.Lanes.store;
import static org.lxt.tensor.vector.hardware.Lanes.storeTail;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/** The turns of rotary position embedding. */
public final class Rotation {
    private Rotation() {}

    /**
     * Turns the {@code half} pairs of one head, at byte {@code at} of destination and source, by the angles whose
     * cosines and sines stand at {@code table}.
     *
     * @param sign 1, or -1 to turn backwards
     */
    public static void head(
            MemorySegment d,
            MemorySegment x,
            long at,
            MemorySegment cosines,
            MemorySegment sines,
            long table,
            float sign,
            int half) {
        long second = at + 4L * half;
        int i = 0;
        for (; i <= half - LENGTH; i += LENGTH) {
            long b = 4L * i;
            FloatVector c = load(cosines, table + b);
            FloatVector s = load(sines, table + b).mul(sign);
            FloatVector p = load(x, at + b);
            FloatVector q = load(x, second + b);
            store(p.mul(c).sub(q.mul(s)), d, at + b);
            store(q.mul(c).add(p.mul(s)), d, second + b);
        }
        if (i < half) {
            long b = 4L * i;
            int left = half - i;
            FloatVector c = loadTail(cosines, table + b, left);
            FloatVector s = loadTail(sines, table + b, left).mul(sign);
            FloatVector p = loadTail(x, at + b, left);
            FloatVector q = loadTail(x, second + b, left);
            storeTail(p.mul(c).sub(q.mul(s)), d, at + b, left);
            storeTail(q.mul(c).add(p.mul(s)), d, second + b, left);
        }
    }
}
