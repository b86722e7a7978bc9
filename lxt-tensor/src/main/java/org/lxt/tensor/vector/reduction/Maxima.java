// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.reduction;

import static org.lxt.tensor.vector.hardware.Lanes.F;
import static org.lxt.tensor.vector.hardware.Lanes.FLOAT;
import static org.lxt.tensor.vector.hardware.Lanes.LENGTH;
import static org.lxt.tensor.vector.hardware.Lanes.load;
import static org.lxt.tensor.vector.hardware.Lanes.loadTail;
import static org.lxt.tensor.vector.hardware.Lanes.store;
import static org.lxt.tensor.vector.hardware.Lanes.storeTail;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/** The first largest number, NaN being larger than all others. */
public final class Maxima {
    private Maxima() {}

    /** Its position in a row: once the largest is known, the first like it is searched from the left. */
    public static int first(MemorySegment s, long at, int n) {
        float largest = s.get(FLOAT, at);
        int i = 0;
        if (n >= LENGTH) {
            FloatVector m = load(s, at);
            for (i = LENGTH; i <= n - LENGTH; i += LENGTH) {
                FloatVector v = load(s, at + 4L * i);
                m = m.blend(v, exceeds(v, m));
            }
            largest = m.lane(0);
            for (int lane = 1; lane < LENGTH; lane++) {
                largest = larger(m.lane(lane), largest);
            }
        }
        for (; i < n; i++) {
            largest = larger(s.get(FLOAT, at + 4L * i), largest);
        }
        return search(s, at, largest, n);
    }

    private static int search(MemorySegment s, long at, float wanted, int n) {
        boolean nan = Float.isNaN(wanted);
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            FloatVector v = load(s, at + 4L * i);
            VectorMask<Float> found = nan ? v.test(VectorOperators.IS_NAN) : v.compare(VectorOperators.EQ, wanted);
            if (found.anyTrue()) {
                return i + found.firstTrue();
            }
        }
        for (; i < n - 1; i++) {
            float value = s.get(FLOAT, at + 4L * i);
            if (nan ? Float.isNaN(value) : value == wanted) {
                return i;
            }
        }
        return i;
    }

    /** Values and positions for {@code n} columns of a matrix with rows of {@code inner} elements. */
    public static void down(
            MemorySegment values,
            MemorySegment positions,
            long to,
            MemorySegment s,
            long from,
            int length,
            int inner,
            int n) {
        int i = 0;
        for (; i <= n - LENGTH; i += LENGTH) {
            FloatVector best = load(s, from + 4L * i);
            FloatVector position = FloatVector.broadcast(F, 0);
            for (int j = 1; j < length; j++) {
                FloatVector v = load(s, from + 4 * ((long) j * inner + i));
                VectorMask<Float> better = exceeds(v, best);
                best = best.blend(v, better);
                position = position.blend(j, better);
            }
            store(best, values, to + 4L * i);
            store(position, positions, to + 4L * i);
        }
        if (i < n) {
            int left = n - i;
            FloatVector best = loadTail(s, from + 4L * i, left);
            FloatVector position = FloatVector.broadcast(F, 0);
            for (int j = 1; j < length; j++) {
                FloatVector v = loadTail(s, from + 4 * ((long) j * inner + i), left);
                VectorMask<Float> better = exceeds(v, best);
                best = best.blend(v, better);
                position = position.blend(j, better);
            }
            storeTail(best, values, to + 4L * i, left);
            storeTail(position, positions, to + 4L * i, left);
        }
    }

    private static VectorMask<Float> exceeds(FloatVector a, FloatVector b) {
        VectorMask<Float> onlyNaN = a.test(VectorOperators.IS_NAN).andNot(b.test(VectorOperators.IS_NAN));
        return a.compare(VectorOperators.GT, b).or(onlyNaN);
    }

    private static float larger(float a, float b) {
        return a > b || Float.isNaN(a) ? a : b;
    }
}
