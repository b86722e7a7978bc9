// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.move;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.lxt.asm.kernel.emit.Stored;
import org.lxt.asm.memory.Function;
import org.lxt.asm.memory.Functions;
import org.lxt.asm.memory.Numbers;
import org.lxt.tensor.processor.PanelMoves;
import org.lxt.tensor.processor.StridedRows;
import org.lxt.tensor.weight.Encoding;

/** Moves to and from panels by machine code; what fills no whole register is left to plain loops. */
public final class MoveKernel implements PanelMoves {
    /** Elements that a call moves at most, so that it lasts some 50 microseconds even from memory. */
    private static final int MOST_ELEMENTS = 1 << 17;

    private final int lanes;
    private final boolean masksAll;
    private final Map<Encoding, Function> turns = new EnumMap<>(Encoding.class);
    private final Map<Encoding, Function> copies = new EnumMap<>(Encoding.class);
    private final Map<Encoding, Function> triples = new EnumMap<>(Encoding.class);

    /** All bits set in so many lanes. */
    private final MemorySegment[] lanesOfRest;

    private final Function set;
    private final Function merge;

    /** Writes and loads the code, for registers of 256 or 512 bits. */
    public MoveKernel(int bits) {
        this.lanes = bits / 32;
        this.masksAll = bits == 512;
        this.lanesOfRest = new MemorySegment[lanes];
        for (int rest = 0; rest < lanes; rest++) {
            int[] all = new int[lanes];
            Arrays.fill(all, 0, rest, -1);
            lanesOfRest[rest] = MemorySegment.ofArray(all);
        }
        Functions written = new Functions();
        for (Encoding encoding : Stored.ENCODINGS) {
            written.add(code -> TurnCode.write(code, bits, encoding));
            written.add(code -> CopyCode.write(code, bits, encoding));
            written.add(code -> TripleCode.write(code, bits, encoding));
        }
        int stores = written.add(code -> StoreCode.write(code, bits, false));
        written.add(code -> StoreCode.write(code, bits, true));
        List<Function> loaded = written.load();
        for (int i = 0; i < Stored.ENCODINGS.size(); i++) {
            turns.put(Stored.ENCODINGS.get(i), loaded.get(3 * i));
            copies.put(Stored.ENCODINGS.get(i), loaded.get(3 * i + 1));
            triples.put(Stored.ENCODINGS.get(i), loaded.get(3 * i + 2));
        }
        this.set = loaded.get(stores);
        this.merge = loaded.get(stores + 1);
    }

    @Override
    public boolean reads(Encoding encoding) {
        return Stored.ENCODINGS.contains(encoding);
    }

    @Override
    public void turn(Encoding encoding, StridedRows from, int runs, int depth, float[] d, int dAt, int dStep) {
        if (runs <= 0 || depth <= 0) {
            return;
        }
        check(encoding, from, runs, depth, d, dAt, dStep, depth, runs);
        // the last register of runs first: what it writes too much belongs to the first of the next step
        for (int r = (runs - 1) / lanes * lanes; r >= 0; r -= lanes) {
            turnSome(encoding, from, r, Math.min(lanes, runs - r), runs, depth, d, dAt + r, dStep);
        }
    }

    private void turnSome(
            Encoding encoding,
            StridedRows from,
            int first,
            int runs,
            int all,
            int depth,
            float[] d,
            int dAt,
            int dStep) {
        int done = 0;
        int most = Math.max(1, MOST_ELEMENTS / (lanes * lanes));
        Numbers numbers = Numbers.ofThread();
        while (depth - done >= lanes && fits(d, dAt + (done + lanes - 1L) * dStep)) {
            int blocks = Math.min(most, (depth - done) / lanes);
            while (!fits(d, dAt + ((long) done + (long) blocks * lanes - 1) * dStep)) {
                blocks--;
            }
            numbers.set(TurnCode.BLOCKS, blocks);
            numbers.set(TurnCode.STEP, 4L * dStep);
            numbers.set(TurnCode.NEXT, all * from.step());
            numbers.set(TurnCode.TO, 4 * (dAt + (long) done * dStep));
            for (int i = 0; i < lanes; i++) {
                // registers without a run take the last one again
                numbers.set(
                        TurnCode.RUNS + i, from.row(first + Math.min(i, runs - 1)) + (long) done * encoding.bytes());
            }
            Objects.requireNonNull(turns.get(encoding))
                    .call(from.segment(), MemorySegment.NULL, MemorySegment.ofArray(d), numbers.segment());
            done += blocks * lanes;
        }
        for (int k = done; k < depth; k++) {
            for (int r = 0; r < runs; r++) {
                long at = from.row(first + r) + (long) k * encoding.bytes();
                d[dAt + k * dStep + r] = Stored.element(encoding, from.segment(), at);
            }
        }
    }

    @Override
    public void copy(Encoding encoding, StridedRows from, int rows, int n, float[] d, int dAt, int dStep) {
        if (rows <= 0 || n <= 0) {
            return;
        }
        check(encoding, from, rows, n, d, dAt, dStep, rows, n);
        boolean masked = masksAll || encoding == Encoding.F32;
        int rest = n % lanes;
        int whole = n / lanes;
        int registers = rest > 0 && masked ? whole + 1 : whole;
        if (registers == 0) {
            copyRest(encoding, from, 0, rows, 0, n, d, dAt, dStep);
            return;
        }
        Numbers numbers = Numbers.ofThread();
        int most = Math.max(1, MOST_ELEMENTS / n);
        int done = 0;
        while (done < rows) {
            int some = Math.min(most, rows - done);
            while (some > 0 && !fits(d, dAt + (done + some - 1L) * dStep + (registers - 1L) * lanes)) {
                some--;
            }
            if (some == 0) {
                break;
            }
            numbers.set(CopyCode.ROWS, some);
            numbers.set(CopyCode.WHOLE, whole);
            numbers.set(CopyCode.FROM_STEP, from.step());
            numbers.set(CopyCode.TO_STEP, 4L * dStep);
            numbers.set(CopyCode.FROM, from.row(done));
            numbers.set(CopyCode.TO, 4 * (dAt + (long) done * dStep));
            numbers.set(CopyCode.MASK, masked ? (1L << rest) - 1 : 0);
            Objects.requireNonNull(copies.get(encoding))
                    .call(from.segment(), lanesOfRest[rest], MemorySegment.ofArray(d), numbers.segment());
            done += some;
        }
        copyRest(encoding, from, done, rows, 0, n, d, dAt, dStep);
        if (!masked) {
            copyRest(encoding, from, 0, done, whole * lanes, n, d, dAt, dStep);
        }
    }

    @Override
    public void copyPanels(Encoding encoding, StridedRows from, int rows, int panels, int width, float[][] d) {
        if (rows <= 0 || panels <= 0 || width <= 0) {
            return;
        }
        Stored.check(encoding);
        Stored.check(from.segment(), from.at(), from.step(), rows, (long) panels * width * encoding.bytes());
        for (int p = 0; p < panels; p++) {
            Objects.checkFromIndexSize(0, (long) rows * width, d[p].length);
        }
        int together = width == TripleCode.REGISTERS * lanes ? TripleCode.PANELS : panels + 1;
        int p = 0;
        for (; p + together <= panels; p += together) {
            triple(encoding, from.plus((long) p * width * encoding.bytes()), rows, d, p);
        }
        for (; p < panels; p++) {
            copy(encoding, from.plus((long) p * width * encoding.bytes()), rows, width, d[p], 0, width);
        }
    }

    private void triple(Encoding encoding, StridedRows from, int rows, float[][] d, int p) {
        int width = TripleCode.REGISTERS * lanes;
        int most = MOST_ELEMENTS / (TripleCode.PANELS * width);
        Numbers numbers = Numbers.ofThread();
        for (int done = 0; done < rows; done += most) {
            numbers.set(TripleCode.ROWS, Math.min(most, rows - done));
            numbers.set(TripleCode.FROM_STEP, from.step());
            numbers.set(TripleCode.FROM, from.row(done));
            numbers.set(TripleCode.TO, 4L * done * width);
            Objects.requireNonNull(triples.get(encoding))
                    .call(
                            from.segment(),
                            MemorySegment.ofArray(d[p]),
                            MemorySegment.ofArray(d[p + 1]),
                            numbers.segment(),
                            MemorySegment.ofArray(d[p + 2]));
        }
    }

    private static void copyRest(
            Encoding encoding,
            StridedRows from,
            int firstRow,
            int endRow,
            int first,
            int end,
            float[] d,
            int dAt,
            int dStep) {
        for (int i = firstRow; i < endRow; i++) {
            for (int j = first; j < end; j++) {
                long at = from.row(i) + (long) j * encoding.bytes();
                d[dAt + i * dStep + j] = Stored.element(encoding, from.segment(), at);
            }
        }
    }

    @Override
    public void store(
            float[] tile, int first, int step, int rows, int columns, StridedRows c, float alpha, float beta) {
        if (rows <= 0 || columns <= 0) {
            return;
        }
        Objects.checkIndex(step, Integer.MAX_VALUE);
        Objects.checkFromIndexSize(first, (rows - 1L) * step + columns, tile.length);
        Stored.checkResult(c.segment(), c.at(), c.step(), rows, 4L * columns);
        int whole = columns / lanes;
        int most = Math.max(1, MOST_ELEMENTS / columns);
        Numbers numbers = Numbers.ofThread();
        for (int done = 0; whole > 0 && done < rows; done += most) {
            numbers.set(StoreCode.ROWS, Math.min(most, rows - done));
            numbers.set(StoreCode.WHOLE, whole);
            numbers.set(StoreCode.FROM_STEP, 4L * step);
            numbers.set(StoreCode.TO_STEP, c.step());
            numbers.set(StoreCode.FROM, 4 * (first + (long) done * step));
            numbers.set(StoreCode.TO, c.row(done));
            numbers.set(StoreCode.ALPHA, Float.floatToRawIntBits(alpha));
            numbers.set(StoreCode.BETA, Float.floatToRawIntBits(beta));
            (beta == 0 ? set : merge)
                    .call(MemorySegment.ofArray(tile), MemorySegment.NULL, c.segment(), numbers.segment());
        }
        for (int i = 0; i < rows; i++) {
            for (int j = whole * lanes; j < columns; j++) {
                long to = c.row(i) + 4L * j;
                float value = tile[first + i * step + j];
                c.segment()
                        .set(
                                Stored.FLOAT,
                                to,
                                beta == 0
                                        ? alpha * value
                                        : Math.fma(
                                                value, alpha, beta * c.segment().get(Stored.FLOAT, to)));
            }
        }
    }

    /** Whether a whole register can be written from here on. */
    private boolean fits(float[] d, long from) {
        return from + lanes <= d.length;
    }

    private void check(
            Encoding encoding,
            StridedRows from,
            int strips,
            int length,
            float[] d,
            int dAt,
            int dStep,
            int steps,
            int width) {
        Stored.check(encoding);
        Stored.check(from.segment(), from.at(), from.step(), strips, (long) length * encoding.bytes());
        Objects.checkFromToIndex(width, dStep, Integer.MAX_VALUE);
        Objects.checkFromIndexSize(dAt, (steps - 1L) * dStep + width, d.length);
    }
}
