// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.row;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lxt.asm.kernel.emit.Stored;
import org.lxt.asm.memory.Function;
import org.lxt.asm.memory.Functions;
import org.lxt.tensor.backend.kernel.Activation;
import org.lxt.tensor.backend.kernel.Elementary;
import org.lxt.tensor.processor.CurveRuns;

/** Activations by {@link CurveCode}; what fills no whole register goes by way of one that is filled up with zeros. */
public final class CurveKernel implements CurveRuns {
    /** Elements that a call computes at most, so that it lasts some 50 microseconds. */
    private static final int MOST_ELEMENTS = 1 << 14;

    private record Curve(Function function, List<Integer> constants) {
        long[] numbers() {
            long[] numbers = new long[CurveCode.CONSTANTS + constants.size()];
            for (int i = 0; i < constants.size(); i++) {
                numbers[CurveCode.CONSTANTS + i] = constants.get(i);
            }
            return numbers;
        }
    }

    private final int lanes;
    private final Map<Activation, Curve> values = new EnumMap<>(Activation.class);
    private final Map<Activation, Curve> gradients = new EnumMap<>(Activation.class);
    private final Map<Elementary, Curve> elementary = new EnumMap<>(Elementary.class);

    /** Writes and loads the code, for registers of 256 or 512 bits. */
    public CurveKernel(int bits) {
        this.lanes = bits / 32;
        Functions written = new Functions();
        List<List<Integer>> constants = new ArrayList<>();
        for (Activation f : Activation.values()) {
            written.add(code -> constants.add(CurveCode.write(code, bits, f, false)));
            written.add(code -> constants.add(CurveCode.write(code, bits, f, true)));
        }
        for (Elementary f : Elementary.values()) {
            written.add(code -> constants.add(CurveCode.write(code, bits, f)));
        }
        List<Function> loaded = written.load();
        int next = 0;
        for (Activation f : Activation.values()) {
            values.put(f, new Curve(loaded.get(next), constants.get(next)));
            gradients.put(f, new Curve(loaded.get(next + 1), constants.get(next + 1)));
            next += 2;
        }
        for (Elementary f : Elementary.values()) {
            elementary.put(f, new Curve(loaded.get(next), constants.get(next)));
            next++;
        }
    }

    @Override
    public boolean computes(Activation f) {
        return values.containsKey(f);
    }

    @Override
    public void run(Activation f, MemorySegment d, long dAt, MemorySegment x, long xAt, int n) {
        run(values.get(f), f, d, dAt, null, 0, x, xAt, n);
    }

    @Override
    public boolean computes(Elementary f) {
        return elementary.containsKey(f);
    }

    @Override
    public void run(Elementary f, MemorySegment d, long dAt, MemorySegment x, long xAt, int n) {
        run(elementary.get(f), f, d, dAt, null, 0, x, xAt, n);
    }

    @Override
    public void gradient(
            Activation f, MemorySegment d, long dAt, MemorySegment g, long gAt, MemorySegment x, long xAt, int n) {
        run(gradients.get(f), f, d, dAt, g, gAt, x, xAt, n);
    }

    private void run(
            @Nullable Curve curve,
            Enum<?> f,
            MemorySegment d,
            long dAt,
            @Nullable MemorySegment g,
            long gAt,
            MemorySegment x,
            long xAt,
            int n) {
        if (curve == null) {
            throw new IllegalArgumentException("no kernel computes " + f);
        }
        if (n <= 0) {
            return;
        }
        Stored.checkResult(d, dAt, 0, 1, 4L * n);
        Stored.check(x, xAt, 0, 1, 4L * n);
        if (g != null) {
            Stored.check(g, gAt, 0, 1, 4L * n);
        }
        MemorySegment other = g == null ? MemorySegment.NULL : g;
        long[] numbers = curve.numbers();
        int whole = n - n % lanes;
        for (int done = 0; done < whole; done += MOST_ELEMENTS) {
            numbers[CurveCode.COUNT] = Math.min(MOST_ELEMENTS, whole - done) / lanes;
            numbers[CurveCode.X] = xAt + 4L * done;
            numbers[CurveCode.G] = gAt + 4L * done;
            numbers[CurveCode.D] = dAt + 4L * done;
            curve.function().call(x, other, d, MemorySegment.ofArray(numbers));
        }
        int rest = n - whole;
        if (rest > 0) {
            MemorySegment ownX = MemorySegment.ofArray(new float[lanes]);
            MemorySegment ownG = MemorySegment.ofArray(new float[lanes]);
            MemorySegment.copy(x, xAt + 4L * whole, ownX, 0, 4L * rest);
            if (g != null) {
                MemorySegment.copy(g, gAt + 4L * whole, ownG, 0, 4L * rest);
            }
            numbers[CurveCode.COUNT] = 1;
            numbers[CurveCode.X] = 0;
            numbers[CurveCode.G] = 0;
            numbers[CurveCode.D] = 0;
            curve.function().call(ownX, ownG, ownX, MemorySegment.ofArray(numbers));
            MemorySegment.copy(ownX, 0, d, dAt + 4L * whole, 4L * rest);
        }
    }
}
