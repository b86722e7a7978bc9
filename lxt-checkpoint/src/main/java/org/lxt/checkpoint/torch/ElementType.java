// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.torch;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The element types of tensors that are read, by the names that torch gives to their storages and to themselves. */
public enum ElementType {
    F64("DoubleStorage", "float64", 8),
    F32("FloatStorage", "float32", 4),
    F16("HalfStorage", "float16", 2),
    BF16("BFloat16Storage", "bfloat16", 2),
    I64("LongStorage", "int64", 8),
    I32("IntStorage", "int32", 4),
    I16("ShortStorage", "int16", 2),
    I8("CharStorage", "int8", 1),
    U8("ByteStorage", "uint8", 1),
    BOOL("BoolStorage", "bool", 1);

    private static final Map<String, ElementType> BY_STORAGE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(t -> t.storage, Function.identity()));

    private static final Map<String, ElementType> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(t -> t.name, Function.identity()));

    private final String storage;
    private final String name;
    private final int bytes;

    ElementType(String storage, String name, int bytes) {
        this.storage = storage;
        this.name = name;
        this.bytes = bytes;
    }

    /** The type of a storage class, such as {@code FloatStorage}. */
    static Optional<ElementType> ofStorage(String storage) {
        return Optional.ofNullable(BY_STORAGE.get(storage));
    }

    /** Whether torch has an element type of this name, such as {@code float32}. */
    static boolean isName(String name) {
        return BY_NAME.containsKey(name);
    }

    /** Bytes of an element. */
    int bytes() {
        return bytes;
    }
}
