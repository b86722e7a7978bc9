// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.stored;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.lxt.tensor.weight.Encoding;

/** The element types of the safetensors format; names and sizes as its reference implementation has them. */
public enum StoredType {
    BOOL(8),
    F4(4),
    F6_E2M3(6),
    F6_E3M2(6),
    U8(8),
    I8(8),
    F8_E5M2(8),
    F8_E4M3(8),
    F8_E8M0(8),
    F8_E5M2FNUZ(8),
    F8_E4M3FNUZ(8),
    I16(16),
    U16(16),
    F16(16),
    BF16(16),
    I32(32),
    U32(32),
    F32(32),
    F64(64),
    I64(64),
    U64(64),
    C64(64);

    private static final Map<String, StoredType> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(StoredType::name, Function.identity()));

    private final int bits;

    StoredType(int bits) {
        this.bits = bits;
    }

    /** The type of this name, if the format has it. */
    public static Optional<StoredType> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** Bytes that a tensor takes; empty if they are not whole or more than a long counts. */
    public OptionalLong bytes(long[] shape) {
        try {
            long total = bits;
            for (long size : shape) {
                total = Math.multiplyExact(total, size);
            }
            return total % 8 == 0 ? OptionalLong.of(total / 8) : OptionalLong.empty();
        } catch (ArithmeticException e) {
            return OptionalLong.empty();
        }
    }

    /** How a weight of this type is read, if it can be. */
    public Optional<Encoding> encoding() {
        return switch (this) {
            case F64 -> Optional.of(Encoding.F64);
            case F32 -> Optional.of(Encoding.F32);
            case F16 -> Optional.of(Encoding.F16);
            case BF16 -> Optional.of(Encoding.BF16);
            default -> Optional.empty();
        };
    }
}
