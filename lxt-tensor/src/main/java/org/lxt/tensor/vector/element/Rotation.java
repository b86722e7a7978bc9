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
     * Turns the {@code half} pairs of one head by the angles whose cosines and sines are given, each from a byte position on.
     *
     * @param sign 1, or -1 to turn backwards
     */
    public static void head(
            MemorySegment d,
            long dAt,
            MemorySegment x,
            long xAt,
            MemorySegment cosines,
            long cosinesAt,
            MemorySegment sines,
            long sinesAt,
            float sign,
            int half) {
        long second = 4L * half;
        int i = 0;
        for (; i <= half - LENGTH; i += LENGTH) {
            long b = 4L * i;
            FloatVector c = load(cosines, cosinesAt + b);
            FloatVector s = load(sines, sinesAt + b).mul(sign);
            FloatVector p = load(x, xAt + b);
            FloatVector q = load(x, xAt + second + b);
            store(p.mul(c).sub(q.mul(s)), d, dAt + b);
            store(q.mul(c).add(p.mul(s)), d, dAt + second + b);
        }
        if (i < half) {
            long b = 4L * i;
            int left = half - i;
            FloatVector c = loadTail(cosines, cosinesAt + b, left);
            FloatVector s = loadTail(sines, sinesAt + b, left).mul(sign);
            FloatVector p = loadTail(x, xAt + b, left);
            FloatVector q = loadTail(x, xAt + second + b, left);
            storeTail(p.mul(c).sub(q.mul(s)), d, dAt + b, left);
            storeTail(q.mul(c).add(p.mul(s)), d, dAt + second + b, left);
        }
    }
}
