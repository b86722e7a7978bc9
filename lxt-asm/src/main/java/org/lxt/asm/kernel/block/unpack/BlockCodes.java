// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.block.unpack;

import java.util.List;
import org.lxt.asm.x86.Code;
import org.lxt.tensor.weight.Encoding;

/** Which encodings are decoded in machine code, and how. */
public final class BlockCodes {
    /** All that are. */
    public static final List<Encoding> ENCODINGS = List.of(
            Encoding.Q8_0,
            Encoding.Q4_0,
            Encoding.Q4_1,
            Encoding.Q5_0,
            Encoding.Q5_1,
            Encoding.Q2_K,
            Encoding.Q3_K,
            Encoding.Q4_K,
            Encoding.Q5_K,
            Encoding.Q6_K,
            Encoding.IQ4_NL,
            Encoding.IQ4_XS,
            Encoding.MXFP4,
            Encoding.F8_E4M3,
            Encoding.U4_ZERO,
            Encoding.U8_ZERO,
            Encoding.I8_ABSMAX,
            Encoding.NF4,
            Encoding.FP4);

    private BlockCodes() {}

    /** The code for an encoding, which is written where {@code code} ends; constants go to {@code memory}. */
    public static BlockCode of(Encoding encoding, Code code, int bits, BlockMemory memory) {
        return switch (encoding) {
            case Q8_0, U8_ZERO, I8_ABSMAX -> new EightBitCode(code, bits, memory, encoding);
            case F8_E4M3 -> new FloatByteCode(code, bits, memory);
            case Q5_0, Q5_1 -> new HalfByteCode(code, bits, memory, encoding);
            case Q4_0, Q4_1, IQ4_NL, MXFP4, U4_ZERO ->
                bits == 512 ? new LookUpCode(code, memory, encoding) : new HalfByteCode(code, bits, memory, encoding);
            case NF4, FP4 ->
                bits == 512 ? new LookUpCode(code, memory, encoding) : new FloatTableCode(code, memory, encoding);
            case Q4_K, Q5_K -> new SixBitScaleCode(code, bits, memory, encoding);
            case Q2_K, Q3_K, Q6_K -> new SixteensCode(code, bits, memory, encoding);
            case IQ4_XS -> new TableUnitsCode(code, bits, memory);
            default -> throw new IllegalArgumentException("no kernel reads " + encoding);
        };
    }
}
