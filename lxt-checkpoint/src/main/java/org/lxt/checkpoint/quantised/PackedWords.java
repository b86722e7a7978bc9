// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.quantised;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;

/**
 * Words of 32 bits that hold integers of some neighbouring inputs and outputs, as GPTQ and AWQ pack them: see {@link
 * PackedIntegers}. They are read and taken apart as whole words.
 */
final class PackedWords {
    /** Where in a word of AWQ an output is, of eight. */
    private static final int[] AWQ_PLACE = {0, 4, 1, 5, 2, 6, 3, 7};

    /** Which of eight outputs is in each place. */
    private static final int[] AWQ_ORDER = {0, 2, 4, 6, 1, 3, 5, 7};

    /** The lower halves of bytes. */
    private static final int LOWER = 0x0f0f0f0f;

    private final boolean awq;
    private final int bits;
    private final StoredTensor weight;
    private final int inputs;
    private final int perRow;

    /** Inputs, and outputs, of a word. */
    private final int down;

    private final int across;
    private final int[][] words;
    private int count;

    /**
     * With room for a unit of inputs.
     *
     * @param most outputs, whole words of them
     */
    PackedWords(StoredTensor weight, boolean awq, int bits, int inputs, int outputs, int most) {
        this.weight = weight;
        this.awq = awq;
        this.bits = bits;
        this.down = awq ? 1 : 32 / bits;
        this.across = awq ? 32 / bits : 1;
        this.inputs = inputs;
        this.perRow = outputs / across;
        this.words = new int[QuantisedTensor.UNIT / down][most / across];
    }

    /** Reads those of a unit of inputs, from one on, and of some outputs; 0 after the last input. */
    void read(int input, int output, int outputs) {
        count = outputs / across;
        for (int r = 0; r < words.length; r++) {
            if (input + r * down < inputs) {
                long first = (long) (input / down + r) * perRow + output / across;
                MemorySegment.copy(weight.segment(), StoredTensor.INT, 4 * first, words[r], 0, count);
            } else {
                Arrays.fill(words[r], 0);
            }
        }
    }

    /**
     * Writes the elements of the unit as blocks have them.
     *
     * @param at where those of the first output begin
     * @param rowBytes from output to output
     */
    void write(byte[] rows, int at, int rowBytes) {
        if (awq) {
            awq(rows, at, rowBytes);
        } else if (bits == 4) {
            fourBits(rows, at, rowBytes);
        } else {
            eightBits(rows, at, rowBytes);
        }
    }

    /** A word has eight outputs of one input: with that of the input 16 further on it has a byte of each. */
    private void awq(byte[] rows, int at, int rowBytes) {
        for (int i = 0; i < QuantisedTensor.UNIT / 2; i++) {
            for (int k = 0; k < count; k++) {
                int even = even(words[i][k], words[i + QuantisedTensor.UNIT / 2][k]);
                int odd = odd(words[i][k], words[i + QuantisedTensor.UNIT / 2][k]);
                int to = at + i + 8 * k * rowBytes;
                for (int b = 0; b < 4; b++) {
                    rows[to + AWQ_ORDER[2 * b] * rowBytes] = (byte) (even >>> (8 * b));
                    rows[to + AWQ_ORDER[2 * b + 1] * rowBytes] = (byte) (odd >>> (8 * b));
                }
            }
        }
    }

    /** A word has eight inputs of one output: of four words the third one has those 16 further on than the first. */
    private void fourBits(byte[] rows, int at, int rowBytes) {
        for (int o = 0; o < count; o++) {
            for (int half = 0; half < 2; half++) {
                int even = even(words[half][o], words[half + 2][o]);
                int odd = odd(words[half][o], words[half + 2][o]);
                int to = at + 8 * half + o * rowBytes;
                for (int b = 0; b < 4; b++) {
                    rows[to + 2 * b] = (byte) (even >>> (8 * b));
                    rows[to + 2 * b + 1] = (byte) (odd >>> (8 * b));
                }
            }
        }
    }

    /** A word has four inputs of one output. */
    private void eightBits(byte[] rows, int at, int rowBytes) {
        for (int o = 0; o < count; o++) {
            for (int r = 0; r < words.length; r++) {
                int to = at + 4 * r + o * rowBytes;
                for (int b = 0; b < 4; b++) {
                    rows[to + b] = (byte) (words[r][o] >>> (8 * b));
                }
            }
        }
    }

    /** Of each byte of two words the lower half, the second one's in the upper half of the result. */
    private static int even(int first, int second) {
        return (first & LOWER) | (second & LOWER) << 4;
    }

    /** The upper halves, likewise. */
    private static int odd(int first, int second) {
        return (first >>> 4 & LOWER) | (second & ~LOWER);
    }

    /** The integer of an input and an output, counted from those that were read. */
    int integer(int input, int output) {
        int word = words[input / down][output / across];
        return awq ? ofOutputs(word, output) : integer(word, bits, input % down);
    }

    /** The integer of one of eight outputs in a word of AWQ. */
    static int ofOutputs(int word, int output) {
        return integer(word, 4, AWQ_PLACE[output % AWQ_PLACE.length]);
    }

    /** The integer in a place of a word, counted from the lowest bits. */
    static int integer(int word, int bits, int place) {
        return word >>> (bits * place) & ((1 << bits) - 1);
    }
}
