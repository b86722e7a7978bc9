// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.block;

import static org.lxt.asm.x86.Address.at;
import static org.lxt.asm.x86.General.R10;
import static org.lxt.asm.x86.General.R11;
import static org.lxt.asm.x86.General.R9;
import static org.lxt.asm.x86.General.RAX;
import static org.lxt.asm.x86.General.RBP;
import static org.lxt.asm.x86.General.RBX;
import static org.lxt.asm.x86.General.RCX;
import static org.lxt.asm.x86.General.RDI;
import static org.lxt.asm.x86.General.RDX;
import static org.lxt.asm.x86.General.RSI;

import java.util.ArrayList;
import java.util.List;
import org.lxt.asm.kernel.block.unpack.BlockCode;
import org.lxt.asm.kernel.block.unpack.BlockCodes;
import org.lxt.asm.kernel.block.unpack.BlockMemory;
import org.lxt.asm.kernel.emit.Saved;
import org.lxt.asm.x86.Code;
import org.lxt.asm.x86.GeneralCode;
import org.lxt.asm.x86.VectorCode;
import org.lxt.tensor.weight.Encoding;

/** Decodes runs of units from rows of blocks, which may begin and end within a block. */
final class RunCode {
    /** Numbers: rows; blocks that a run touches; bytes from row to row of source and result; where both begin. */
    static final int ROWS = 0;

    static final int BLOCKS = 1;
    static final int W_STEP = 2;
    static final int D_STEP = 3;
    static final int W = 4;

    /** Where the first unit of the first block would go. */
    static final int D = 5;

    /** The first unit of the first block, and the one after the last unit of the last block. */
    static final int FIRST = 6;

    static final int END = 7;

    private final Code code;
    private final GeneralCode g;
    private final BlockCode block;
    private final BlockCode.Place place = offset -> at(RAX, offset);
    private final BlockCode.Sink sink;

    private RunCode(Code code, int bits, Encoding encoding, BlockMemory memory) {
        VectorCode v = new VectorCode(code);
        this.code = code;
        this.g = new GeneralCode(code);
        this.block = BlockCodes.of(encoding, code, bits, memory);
        this.sink = (values, element) -> v.vmovups(at(R10, 4 * element), values);
    }

    static void write(Code code, int bits, Encoding encoding, BlockMemory memory) {
        RunCode run = new RunCode(code, bits, encoding, memory);
        Saved.around(run.g, run::write);
    }

    private void write() {
        Encoding encoding = block.encoding();
        int units = block.units();
        g.add(RDI, at(RCX, 8 * W));
        g.add(RDX, at(RCX, 8 * D));
        g.mov(R9, at(RCX, 8 * ROWS));
        g.mov(RSI, at(RCX, 8 * W_STEP));
        Code.Label row = code.here();
        g.mov(RAX, RDI);
        g.mov(R10, RDX);
        g.mov(R11, at(RCX, 8 * BLOCKS));
        g.mov(RBX, at(RCX, 8 * FIRST));
        code.align();
        Code.Label next = code.here();
        WidenCode.prefetch(g, encoding);
        if (units == 1) {
            block.block(place, sink);
        } else {
            blockOrUnits(units);
            g.mov(RBX, 0);
        }
        g.add(RAX, encoding.blockBytes());
        g.add(R10, 4 * encoding.blockElements());
        g.sub(R11, 1);
        g.jnz(next);
        g.add(RDI, RSI);
        g.add(RDX, at(RCX, 8 * D_STEP));
        g.sub(R9, 1);
        g.jnz(row);
    }

    /** Units from rbx on; r11 says how many blocks are left, and the last one may end before its last unit. */
    private void blockOrUnits(int units) {
        Code.Label some = new Code.Label();
        Code.Label done = new Code.Label();
        Code.Label ends = new Code.Label();
        g.mov(RBP, units);
        g.cmp(R11, 1);
        g.jnz(ends);
        g.mov(RBP, at(RCX, 8 * END));
        code.place(ends);
        g.test(RBX);
        g.jnz(some);
        g.cmp(RBP, units);
        g.jnz(some);
        block.block(place, sink);
        g.jmp(done);
        code.place(some);
        block.header(place);
        List<Code.Label> entries = new ArrayList<>();
        for (int unit = 1; unit < units; unit++) {
            Code.Label entry = new Code.Label();
            entries.add(entry);
            g.cmp(RBX, unit);
            g.jz(entry);
        }
        for (int unit = 0; unit < units; unit++) {
            if (unit > 0) {
                g.cmp(RBP, unit);
                g.jz(done);
                code.place(entries.get(unit - 1));
            }
            block.unit(place, unit, sink);
        }
        code.place(done);
    }
}
