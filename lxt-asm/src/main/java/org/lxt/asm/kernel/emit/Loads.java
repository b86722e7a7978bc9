// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.asm.kernel.emit;

import org.lxt.asm.x86.Address;
import org.lxt.asm.x86.VectorCode;
import org.lxt.asm.x86.VectorRegister;
import org.lxt.tensor.weight.Encoding;

/** Loads stored elements as float32. */
public final class Loads {
    private final VectorCode v;
    private final Encoding encoding;

    public Loads(VectorCode v, Encoding encoding) {
        this.v = v;
        this.encoding = encoding;
    }

    /** A whole register. */
    public void whole(VectorRegister to, Address from) {
        switch (encoding) {
            case F32 -> v.vmovups(to, from);
            case F16 -> v.vcvtph2ps(to, from);
            case BF16 -> {
                v.vpmovzxwd(to, from);
                v.vpslld(to, to, 16);
            }
            default -> throw unknown();
        }
    }

    /** Twice as many as a register has lanes, rounded to bfloat16: a lane has two neighbours. 512 bits, AVX512-BF16. */
    public void pairs(VectorRegister to, Address from, VectorRegister free) {
        if (encoding == Encoding.BF16) {
            v.vmovups(to, from);
        } else {
            int lanes = to.bits() / 32;
            whole(to, from);
            whole(free, from.plus(lanes * encoding.bytes()));
            v.vcvtne2ps2bf16(to, free, to);
        }
    }

    /** Of a register of 512 bits the lanes in mask register k, without touching the memory of the others. */
    public void masked(VectorRegister to, Address from, int k) {
        switch (encoding) {
            case F32 -> v.vmovups(to, from, k);
            case F16 -> v.vcvtph2ps(to, from, k);
            case BF16 -> {
                v.vpmovzxwd(to, from, k);
                v.vpslld(to, to, 16);
            }
            default -> throw unknown();
        }
    }

    private IllegalArgumentException unknown() {
        return new IllegalArgumentException("no kernel reads " + encoding);
    }
}
