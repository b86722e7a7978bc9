// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.row;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.lxt.asm.kernel.emit.Lanes;
import org.lxt.asm.kernel.emit.Stored;
import org.lxt.asm.memory.Function;
import org.lxt.asm.memory.Functions;
import org.lxt.tensor.processor.RowArithmetic;
import org.lxt.tensor.processor.RowOperation;
import org.lxt.tensor.processor.StridedRows;

/** Arithmetic on rows by {@link RowCode}, {@link RowSumCode}, {@link RowExponentialCode} and {@link RotationCode}. */
public final class RowKernel implements RowArithmetic {
    /** Elements that a call computes at most, so that it lasts some 50 microseconds. */
    private static final int MOST_ELEMENTS = 1 << 16;

    /** The same of exponentials. */
    private static final int MOST_EXPONENTIALS = 1 << 14;

    /** Sums of elements and of products, in the order of vectors of so many lanes. */
    private record Sums(int bits, int parts, Function totals, Function dots) {
        int lanes() {
            return parts * bits / 32;
        }
    }

    private record Operation(Function function, List<Integer> constants) {
        void putConstants(long[] numbers, int first) {
            for (int i = 0; i < constants.size(); i++) {
                numbers[first + i] = constants.get(i);
            }
        }
    }

    private final int bits;
    private final Map<RowOperation, Operation> operations = new EnumMap<>(RowOperation.class);
    private final List<Sums> sums = new ArrayList<>();
    private final Function rotation;
    private final Operation exponentials;

    /** Writes and loads the code, for registers of 256 or 512 bits. */
    public RowKernel(int bits) {
        this.bits = bits;
        Functions written = new Functions();
        List<List<Integer>> constants = new ArrayList<>();
        for (RowOperation f : RowOperation.values()) {
            written.add(code -> constants.add(RowCode.write(code, bits, f)));
        }
        // vectors of 8 and of 16 lanes: those that the Vector API may have where these instructions are there
        int[][] orders = bits == 512 ? new int[][] {{256, 1}, {512, 1}} : new int[][] {{256, 1}, {256, 2}};
        for (int[] order : orders) {
            written.add(code -> RowSumCode.write(code, order[0], order[1], false));
            written.add(code -> RowSumCode.write(code, order[0], order[1], true));
        }
        written.add(code -> RotationCode.write(code, bits));
        written.add(code -> constants.add(RowExponentialCode.write(code, bits)));
        List<Function> loaded = written.load();
        int next = 0;
        for (RowOperation f : RowOperation.values()) {
            operations.put(f, new Operation(loaded.get(next), constants.get(next)));
            next++;
        }
        for (int[] order : orders) {
            sums.add(new Sums(order[0], order[1], loaded.get(next), loaded.get(next + 1)));
            next += 2;
        }
        this.rotation = loaded.get(next);
        this.exponentials = new Operation(loaded.get(next + 1), constants.getLast());
    }

    @Override
    public void compute(
            RowOperation f,
            StridedRows d,
            StridedRows a,
            StridedRows b,
            StridedRows c,
            float p,
            float q,
            int rows,
            int n) {
        if (rows <= 0 || n <= 0) {
            return;
        }
        Stored.checkResult(d.segment(), d.at(), d.step(), rows, 4L * n);
        check(f, 0, a, rows, n);
        check(f, 1, b, rows, n);
        check(f, 2, c, rows, n);
        Operation operation = Objects.requireNonNull(operations.get(f));
        int lanes = bits / 32;
        int whole = n - n % lanes;
        long[] numbers = new long[RowCode.CONSTANTS + operation.constants().size()];
        numbers[RowCode.A_STEP] = a.step();
        numbers[RowCode.B_STEP] = b.step();
        numbers[RowCode.C_STEP] = c.step();
        numbers[RowCode.D_STEP] = d.step();
        numbers[RowCode.P] = Float.floatToRawIntBits(p);
        numbers[RowCode.Q] = Float.floatToRawIntBits(q);
        numbers[RowCode.ONE_AND_P] = Float.floatToRawIntBits(1 + p);
        operation.putConstants(numbers, RowCode.CONSTANTS);
        int most = Math.max(1, MOST_ELEMENTS / n);
        for (int row = 0; row < rows; row += most) {
            numbers[RowCode.ROWS] = Math.min(most, rows - row);
            for (int from = 0; from < n; from += MOST_ELEMENTS) {
                // a row that is longer than a call goes in parts, all but the last of whole registers
                boolean last = from + MOST_ELEMENTS >= n;
                long whole4 = 4L * (last ? whole - from : MOST_ELEMENTS);
                numbers[RowCode.WHOLE] = whole4;
                numbers[RowCode.A] = a.at() + row * a.step() + (isFactor(f, 0) ? 0 : 4L * from);
                numbers[RowCode.B] = b.at() + row * b.step() + (isFactor(f, 1) ? 0 : 4L * from);
                numbers[RowCode.C] = c.at() + row * c.step() + (isFactor(f, 2) ? 0 : 4L * from);
                numbers[RowCode.D] = d.at() + row * d.step() + 4L * from;
                Lanes.put(numbers, RowCode.MASK, bits, last ? n - whole : 0);
                operation
                        .function()
                        .call(a.segment(), b.segment(), d.segment(), MemorySegment.ofArray(numbers), c.segment());
            }
        }
    }

    private static void check(RowOperation f, int index, StridedRows operand, int rows, int n) {
        if (index < f.operands()) {
            Stored.check(operand.segment(), operand.at(), operand.step(), rows, isFactor(f, index) ? 4 : 4L * n);
        }
    }

    private static boolean isFactor(RowOperation f, int index) {
        return f.hasFactor() && index == f.operands() - 1;
    }

    @Override
    public boolean sums(int lanes) {
        return sums.stream().anyMatch(s -> s.lanes() == lanes);
    }

    @Override
    public void dots(int lanes, StridedRows d, StridedRows a, StridedRows b, int rows, int n) {
        if (rows > 0) {
            Stored.check(b.segment(), b.at(), b.step(), rows, 4L * n);
            sum(lanes, true, d, a, b, rows, n);
        }
    }

    @Override
    public void totals(int lanes, StridedRows d, StridedRows a, int rows, int n) {
        if (rows > 0) {
            sum(lanes, false, d, a, StridedRows.NONE, rows, n);
        }
    }

    private void sum(int lanes, boolean products, StridedRows d, StridedRows a, StridedRows b, int rows, int n) {
        Sums own = sums.stream()
                .filter(s -> s.lanes() == lanes)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no kernel sums vectors of " + lanes + " lanes"));
        Stored.checkResult(d.segment(), d.at(), d.step(), rows, 4);
        Stored.check(a.segment(), a.at(), a.step(), rows, 4L * n);
        int whole = n - n % lanes;
        long[] numbers = new long[RowSumCode.NUMBERS];
        numbers[RowSumCode.FOURS] = 4L * (n - n % (4 * lanes));
        numbers[RowSumCode.WHOLE] = 4L * whole;
        numbers[RowSumCode.A_STEP] = a.step();
        numbers[RowSumCode.B_STEP] = b.step();
        numbers[RowSumCode.D_STEP] = d.step();
        int perRegister = own.bits() / 32;
        for (int part = 0; part < own.parts(); part++) {
            int count = Math.clamp(n - whole - part * perRegister, 0, perRegister);
            Lanes.put(numbers, RowSumCode.MASK + part * Lanes.NUMBERS, own.bits(), count);
        }
        int most = Math.max(1, MOST_ELEMENTS / Math.max(1, n));
        for (int row = 0; row < rows; row += most) {
            numbers[RowSumCode.ROWS] = Math.min(most, rows - row);
            numbers[RowSumCode.A] = a.at() + row * a.step();
            numbers[RowSumCode.B] = b.at() + row * b.step();
            numbers[RowSumCode.D] = d.at() + row * d.step();
            (products ? own.dots() : own.totals())
                    .call(a.segment(), b.segment(), d.segment(), MemorySegment.ofArray(numbers));
        }
    }

    @Override
    public void exponentials(StridedRows d, StridedRows a, float scale, StridedRows largest, int rows, int n) {
        if (rows <= 0 || n <= 0) {
            return;
        }
        Stored.checkResult(d.segment(), d.at(), d.step(), rows, 4L * n);
        Stored.checkResult(largest.segment(), largest.at(), largest.step(), rows, 4);
        Stored.check(a.segment(), a.at(), a.step(), rows, 4L * n);
        int rest = n % (bits / 32);
        long[] numbers =
                new long[RowExponentialCode.CONSTANTS + exponentials.constants().size()];
        numbers[RowExponentialCode.WHOLE] = 4L * (n - rest);
        numbers[RowExponentialCode.A_STEP] = a.step();
        numbers[RowExponentialCode.LARGEST_STEP] = largest.step();
        numbers[RowExponentialCode.D_STEP] = d.step();
        numbers[RowExponentialCode.SCALE] = Float.floatToRawIntBits(scale);
        Lanes.put(numbers, RowExponentialCode.MASK, bits, rest);
        exponentials.putConstants(numbers, RowExponentialCode.CONSTANTS);
        int most = Math.max(1, MOST_EXPONENTIALS / n);
        for (int row = 0; row < rows; row += most) {
            numbers[RowExponentialCode.ROWS] = Math.min(most, rows - row);
            numbers[RowExponentialCode.A] = a.row(row);
            numbers[RowExponentialCode.LARGEST] = largest.row(row);
            numbers[RowExponentialCode.D] = d.row(row);
            exponentials.function().call(a.segment(), largest.segment(), d.segment(), MemorySegment.ofArray(numbers));
        }
    }

    @Override
    public void rotate(
            StridedRows d,
            StridedRows x,
            StridedRows cosines,
            StridedRows sines,
            boolean back,
            int rows,
            int heads,
            int half) {
        if (rows <= 0 || heads <= 0 || half <= 0) {
            return;
        }
        long head = 8L * half;
        Stored.checkResult(d.segment(), d.at(), d.step(), rows, heads * head);
        Stored.check(x.segment(), x.at(), x.step(), rows, heads * head);
        Stored.check(cosines.segment(), cosines.at(), cosines.step(), rows, 4L * half);
        Stored.check(sines.segment(), sines.at(), sines.step(), rows, 4L * half);
        int rest = half % (bits / 32);
        long[] numbers = new long[RotationCode.NUMBERS];
        numbers[RotationCode.HEADS] = heads;
        numbers[RotationCode.HALF] = 4L * half;
        numbers[RotationCode.WHOLE] = 4L * (half - rest);
        numbers[RotationCode.HEAD_STEP] = head;
        numbers[RotationCode.X_REST] = x.step() - heads * head;
        numbers[RotationCode.D_REST] = d.step() - heads * head;
        numbers[RotationCode.COSINE_STEP] = cosines.step();
        numbers[RotationCode.SINE_STEP] = sines.step();
        numbers[RotationCode.SIGN] = Float.floatToRawIntBits(back ? -1 : 1);
        Lanes.put(numbers, RotationCode.MASK, bits, rest);
        int most = (int) Math.max(1, MOST_ELEMENTS / (heads * 2L * half));
        for (int row = 0; row < rows; row += most) {
            numbers[RotationCode.ROWS] = Math.min(most, rows - row);
            numbers[RotationCode.X] = x.row(row);
            numbers[RotationCode.COSINES] = cosines.row(row);
            numbers[RotationCode.SINES] = sines.row(row);
            numbers[RotationCode.D] = d.row(row);
            rotation.call(x.segment(), cosines.segment(), d.segment(), MemorySegment.ofArray(numbers), sines.segment());
        }
    }
}
