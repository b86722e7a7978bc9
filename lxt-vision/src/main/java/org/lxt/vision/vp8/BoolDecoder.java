// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.vision.vp8;

import java.io.EOFException;

/** Reads bits that an arithmetic coder packed by their probabilities. Source: RFC 6386, section 7. */
final class BoolDecoder {
    private static final int EVEN = 128;

    /** The coder may leave the last bytes out, as far as they are 0. */
    private static final int MOST_MISSING = 4;

    private final byte[] data;
    private final int end;
    private int at;
    private int value;
    private int range = 255;
    /** Bits of value that are not read yet, beyond the 8 that are looked at. */
    private int bits;

    BoolDecoder(byte[] data, int begin, int end) {
        this.data = data;
        this.at = begin;
        this.end = end;
        this.value = next();
        this.bits = 0;
    }

    private int next() {
        int result = at < end ? data[at] & 0xff : 0;
        at++;
        return result;
    }

    /** 1, or 0 with a probability of {@code probability / 256}. */
    int bit(int probability) {
        int split = 1 + (((range - 1) * probability) >> 8);
        int result;
        if (value >> bits >= split) {
            value -= split << bits;
            range -= split;
            result = 1;
        } else {
            range = split;
            result = 0;
        }
        while (range < EVEN) {
            range <<= 1;
            if (bits == 0) {
                value = (value << 8) | next();
                bits = 8;
            }
            bits--;
        }
        return result;
    }

    boolean flag() {
        return bit(EVEN) == 1;
    }

    /** A number of so many bits. */
    int number(int length) {
        int result = 0;
        for (int i = 0; i < length; i++) {
            result = (result << 1) | bit(EVEN);
        }
        return result;
    }

    /** A number of so many bits with a sign after it. */
    int signed(int length) {
        return negated(number(length));
    }

    /** The number, or its negative if the next bit says so. */
    int negated(int number) {
        return flag() ? -number : number;
    }

    /** A signed number if a flag says that there is one, or 0. */
    int optional(int length) {
        return flag() ? signed(length) : 0;
    }

    /** @throws EOFException if much more was read than there is */
    void requireData() throws EOFException {
        if (at > end + MOST_MISSING) {
            throw new EOFException("the coded data end too early");
        }
    }
}
