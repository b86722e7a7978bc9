// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.model;

import java.util.HexFormat;

/** The tokens of a vocabulary that stand for single bytes, {@code <0x00>} to {@code <0xFF>}. */
final class ByteTokens {

    private static final int BYTES = 256;

    private final int[] ids = new int[BYTES];

    ByteTokens(Vocabulary vocabulary) {
        HexFormat hex = HexFormat.of().withUpperCase();
        for (int b = 0; b < BYTES; b++) {
            ids[b] = vocabulary.id("<0x" + hex.toHexDigits((byte) b) + ">");
        }
    }

    /** The id of a byte, negative where the vocabulary has none. */
    int id(byte b) {
        return ids[b & 0xFF];
    }

    boolean hasAll(byte[] bytes) {
        for (byte b : bytes) {
            if (id(b) < 0) {
                return false;
            }
        }
        return true;
    }
}
