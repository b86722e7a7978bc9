// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.normalize;

/**
 * A trie over bytes in the form of the library Darts-clone, which SentencePiece stores its rules in: 32-bit units, in
 * each a label, the offset to its children, and whether a value follows.
 */
final class DoubleArray {

    private static final int VALUE = 0x7FFFFFFF;
    private static final int LABEL = 0x800000FF;
    private static final int HAS_VALUE = 0x100;

    /** The offset counts in steps of 256. */
    private static final int FAR = 0x200;

    private final int[] units;

    DoubleArray(int[] units) {
        this.units = units;
    }

    /** Value of the shortest prefix of the bytes that the trie has, -1 where it has none. */
    int shortestPrefix(byte[] key) {
        int node = offset(unit(0));
        for (byte b : key) {
            int label = b & 0xFF;
            if (label == 0) {
                return -1;
            }
            node ^= label;
            int unit = unit(node);
            if ((unit & LABEL) != label) {
                return -1;
            }
            node ^= offset(unit);
            if ((unit & HAS_VALUE) != 0) {
                return unit(node) & VALUE;
            }
        }
        return -1;
    }

    /** A place outside, which only a damaged trie leads to, holds no label. */
    private int unit(int node) {
        return node >= 0 && node < units.length ? units[node] : LABEL;
    }

    private static int offset(int unit) {
        return (unit >>> 10) << ((unit & FAR) >>> 6);
    }
}
