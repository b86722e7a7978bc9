// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.block;

import static org.lxt.asm.x86.Address.at;
import static org.lxt.asm.x86.General.R8;

import org.lxt.asm.x86.Address;
import org.lxt.asm.x86.Code;
import org.lxt.tensor.weight.Encoding;

/** Q8_0: a binary16 scale, then 32 integers as they are needed. */
final class EightBitCode extends BlockCode {
    EightBitCode(Code code, int bits, BlockMemory memory) {
        super(code, bits, memory, Encoding.Q8_0);
    }

    @Override
    void unpack(Place block) {
        v.vcvtph2ps(x(0), block.at(0));
        v.vmovups(at(R8, BlockMemory.SCALES), x(0));
    }

    @Override
    int group() {
        return 32;
    }

    @Override
    Address integersAt(Place block, int element) {
        return block.at(2 + element);
    }
}
