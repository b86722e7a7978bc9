// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.torch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a pickle can build in addition to numbers and strings. Compared by identity: comparing by content could take forever where
 * lists hold each other.
 */
sealed interface PickleValue {
    /** {@code None}. */
    final class None implements PickleValue {
        static final None NONE = new None();

        private None() {}
    }

    /** Where the elements of a tuple or of a dictionary begin on the stack. */
    final class Mark implements PickleValue {
        static final Mark MARK = new Mark();

        private Mark() {}
    }

    /** A word of Python that is known. */
    final class Named implements PickleValue {
        final Global global;

        Named(Global global) {
            this.global = global;
        }
    }

    /** A tuple. */
    final class Tuple implements PickleValue {
        final List<Object> elements;

        Tuple(List<Object> elements) {
            this.elements = List.copyOf(elements);
        }
    }

    /** A list. */
    final class Sequence implements PickleValue {
        final List<Object> elements = new ArrayList<>();
    }

    /** A dictionary; its keys are strings, integers and truth values. */
    final class Dictionary implements PickleValue {
        final Map<Object, Object> entries = new LinkedHashMap<>();
    }

    /** A run of elements, stored as one entry of the archive. */
    final class Storage implements PickleValue {
        final ElementType type;
        final String key;
        final long size;

        Storage(ElementType type, String key, long size) {
            this.type = type;
            this.key = key;
            this.size = size;
        }
    }

    /** A tensor: a view of a storage. */
    final class View implements PickleValue {
        final Storage storage;
        final long offset;
        final long[] shape;
        final long[] strides;

        View(Storage storage, long offset, long[] shape, long[] strides) {
            this.storage = storage;
            this.offset = offset;
            this.shape = shape;
            this.strides = strides;
        }
    }
}
