// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.gguf;

import org.jspecify.annotations.Nullable;

/** The types of metadata; their order is that of their numbers in the format. */
enum MetadataType {
    UINT8(1),
    INT8(1),
    UINT16(2),
    INT16(2),
    UINT32(4),
    INT32(4),
    FLOAT32(4),
    BOOL(1),
    /** A length of 8 bytes and so many bytes of UTF-8. */
    STRING(8),
    /** The elements' type, their number, and the elements one after the other. */
    ARRAY(12),
    UINT64(8),
    INT64(8),
    FLOAT64(8);

    private static final MetadataType[] BY_NUMBER = values();

    private final int leastBytes;

    MetadataType(int leastBytes) {
        this.leastBytes = leastBytes;
    }

    /** The type of this number; null if the format has none. */
    static @Nullable MetadataType numbered(long number) {
        return number >= 0 && number < BY_NUMBER.length ? BY_NUMBER[(int) number] : null;
    }

    /** Bytes that every value of the type takes at least; of a number exactly. */
    int leastBytes() {
        return leastBytes;
    }

    boolean isInteger() {
        return switch (this) {
            case UINT8, INT8, UINT16, INT16, UINT32, INT32, UINT64, INT64 -> true;
            default -> false;
        };
    }

    boolean isNumber() {
        return isInteger() || this == FLOAT32 || this == FLOAT64;
    }
}
