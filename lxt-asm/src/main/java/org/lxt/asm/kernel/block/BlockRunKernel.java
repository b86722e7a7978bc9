// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.block;

import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.lxt.asm.kernel.block.unpack.BlockCodes;
import org.lxt.asm.kernel.block.unpack.BlockMemory;
import org.lxt.asm.kernel.emit.Stored;
import org.lxt.asm.memory.Function;
import org.lxt.asm.memory.Functions;
import org.lxt.asm.memory.Numbers;
import org.lxt.tensor.processor.BlockRuns;
import org.lxt.tensor.processor.StridedRows;
import org.lxt.tensor.weight.Encoding;

/** Weights in blocks widened by machine code. Safe for several threads. */
public final class BlockRunKernel implements BlockRuns {
    /** Elements that a call decodes at most, so that it lasts some 50 microseconds. */
    private static final int MOST_ELEMENTS = 1 << 17;

    private final int bits;

    /** Written and loaded when an encoding is first met: most models have none. */
    private final Map<Encoding, Loaded> loaded = new ConcurrentHashMap<>();

    /** For registers of 256 or 512 bits. */
    public BlockRunKernel(int bits) {
        this.bits = bits;
    }

    /** The code for an encoding, and the constants that it reads. */
    private record Loaded(Function run, BlockMemory memory) {
        static Loaded of(int bits, Encoding encoding) {
            BlockMemory memory = new BlockMemory();
            Functions written = new Functions();
            written.add(code -> RunCode.write(code, bits, encoding, memory));
            return new Loaded(written.load().getFirst(), memory);
        }
    }

    private Loaded loaded(Encoding encoding) {
        Loaded known = loaded.get(encoding);
        return known != null ? known : loaded.computeIfAbsent(encoding, e -> Loaded.of(bits, e));
    }

    @Override
    public boolean reads(Encoding encoding) {
        return BlockCodes.ENCODINGS.contains(encoding);
    }

    @Override
    public void widen(Encoding encoding, StridedRows from, int rows, int first, int n, StridedRows to) {
        if (!reads(encoding)) {
            throw new IllegalArgumentException("no kernel reads " + encoding);
        }
        if (first < 0 || first % UNIT != 0 || n % UNIT != 0) {
            throw new IllegalArgumentException("elements " + first + " to " + (first + n) + " are no whole units");
        }
        if (rows <= 0 || n <= 0) {
            return;
        }
        int size = encoding.blockElements();
        int within = first % size;
        int blocks = (within + n + size - 1) / size;
        long at = from.at() + (long) (first / size) * encoding.blockBytes();
        Stored.check(from.segment(), at, from.step(), rows, (long) blocks * encoding.blockBytes());
        Stored.checkResult(to.segment(), to.at(), to.step(), rows, 4L * n);
        Loaded code = loaded(encoding);
        Numbers numbers = Numbers.ofThread();
        numbers.set(RunCode.BLOCKS, blocks);
        numbers.set(RunCode.W_STEP, from.step());
        numbers.set(RunCode.D_STEP, to.step());
        numbers.set(RunCode.FIRST, within / UNIT);
        numbers.set(RunCode.END, ((within + n - 1) % size) / UNIT + 1L);
        int most = Math.max(1, MOST_ELEMENTS / n);
        for (int done = 0; done < rows; done += most) {
            numbers.set(RunCode.ROWS, Math.min(most, rows - done));
            numbers.set(RunCode.W, at + done * from.step());
            numbers.set(RunCode.D, to.row(done) - 4L * within);
            code.run.call(from.segment(), MemorySegment.NULL, to.segment(), numbers.segment(), code.memory.ofThread(0));
        }
    }
}
