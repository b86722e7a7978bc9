// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.gguf;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lxt.checkpoint.internal.Refusal;
import org.lxt.spi.checkpoint.ModelException;

/**
 * The metadata of a file by key, such as {@code general.architecture}. Every accessor names key and file when the value is
 * not of the expected kind; an integer may be stored in any width, and counts as a number too. Values are read when they
 * are asked for, and not after the file is closed. Safe for use by several threads.
 */
public final class GgufMetadata {
    /** The longest string that is read: templates and vocabularies are far below. */
    private static final long LONGEST = 64L << 20;

    /**
     * Where a value is.
     *
     * @param elements the type of the elements of an array, else null
     * @param count elements of an array, else 1
     * @param position of the first element, or of the value
     */
    record Place(MetadataType type, @Nullable MetadataType elements, long count, long position) {}

    private final String file;
    private final GgufBytes bytes;
    private final Map<String, Place> places;

    GgufMetadata(String file, GgufBytes bytes, Map<String, Place> places) {
        this.file = file;
        this.bytes = bytes;
        this.places = Collections.unmodifiableMap(places);
    }

    /** Where it comes from, for messages. */
    public String source() {
        return file;
    }

    /** All keys, in the file's order. */
    public Set<String> names() {
        return places.keySet();
    }

    /** Whether there is a value. */
    public boolean has(String key) {
        return places.containsKey(key);
    }

    /** A string, if it is there. */
    public Optional<String> string(String key) {
        Place place = place(key, "a string", MetadataType.STRING);
        return place == null ? Optional.empty() : Optional.of(string(bytes.at(place.position()), key));
    }

    /** True or false, if it is there. */
    public Optional<Boolean> flag(String key) {
        Place place = place(key, "true or false", MetadataType.BOOL);
        return place == null
                ? Optional.empty()
                : Optional.of(bytes.at(place.position()).unsignedByte() != 0);
    }

    /** An integer, if it is there. */
    public OptionalLong integer(String key) {
        Place place = places.get(key);
        if (place == null) {
            return OptionalLong.empty();
        }
        if (!place.type().isInteger()) {
            throw wrong(key, "an integer");
        }
        return OptionalLong.of(integer(bytes.at(place.position()), place.type(), key));
    }

    /** A number, if it is there; an integer beyond 2^53 is rounded. */
    public OptionalDouble number(String key) {
        Place place = places.get(key);
        if (place == null) {
            return OptionalDouble.empty();
        }
        if (!place.type().isNumber()) {
            throw wrong(key, "a number");
        }
        return OptionalDouble.of(number(bytes.at(place.position()), place.type(), key));
    }

    /** A list of strings, if it is there. */
    public Optional<List<String>> strings(String key) {
        Place place = array(key, "a list of strings");
        if (place == null) {
            return Optional.empty();
        }
        if (place.elements() != MetadataType.STRING) {
            throw wrong(key, "a list of strings");
        }
        List<String> strings = new ArrayList<>(length(place, key));
        GgufBytes from = bytes.at(place.position());
        for (long i = 0; i < place.count(); i++) {
            strings.add(string(from, key));
        }
        return Optional.of(Collections.unmodifiableList(strings));
    }

    /** A list of integers, if it is there. */
    public Optional<long[]> integers(String key) {
        Place place = array(key, "a list of integers");
        if (place == null) {
            return Optional.empty();
        }
        MetadataType elements = place.elements();
        if (elements == null || !elements.isInteger()) {
            throw wrong(key, "a list of integers");
        }
        long[] values = new long[length(place, key)];
        GgufBytes from = bytes.at(place.position());
        for (int i = 0; i < values.length; i++) {
            values[i] = integer(from, elements, key);
        }
        return Optional.of(values);
    }

    /** A list of numbers, if it is there; integers beyond 2^53 are rounded. */
    public Optional<double[]> numbers(String key) {
        Place place = array(key, "a list of numbers");
        if (place == null) {
            return Optional.empty();
        }
        MetadataType elements = place.elements();
        if (elements == null || !elements.isNumber()) {
            throw wrong(key, "a list of numbers");
        }
        double[] values = new double[length(place, key)];
        GgufBytes from = bytes.at(place.position());
        for (int i = 0; i < values.length; i++) {
            values[i] = number(from, elements, key);
        }
        return Optional.of(values);
    }

    /** A list of true and false, if it is there. */
    public Optional<boolean[]> flags(String key) {
        Place place = array(key, "a list of true and false");
        if (place == null) {
            return Optional.empty();
        }
        if (place.elements() != MetadataType.BOOL) {
            throw wrong(key, "a list of true and false");
        }
        boolean[] values = new boolean[length(place, key)];
        GgufBytes from = bytes.at(place.position());
        for (int i = 0; i < values.length; i++) {
            values[i] = from.unsignedByte() != 0;
        }
        return Optional.of(values);
    }

    /** Whether the value is a list. */
    public boolean isList(String key) {
        Place place = places.get(key);
        return place != null && place.type() == MetadataType.ARRAY;
    }

    /** Whether the value is a list of integers. */
    public boolean isListOfIntegers(String key) {
        Place place = places.get(key);
        MetadataType elements = place == null ? null : place.elements();
        return elements != null && elements.isInteger();
    }

    /** The exception for a value that cannot be used; {@code expected} says what would do. */
    public ModelException wrong(String key, String expected) {
        return new ModelException(file + ": metadata " + Refusal.quote(key) + " must be " + expected + ", but is "
                + description(key) + "; convert the model to GGUF again");
    }

    /** The exception for a value that is not implemented; {@code supported} says what is. */
    public ModelException unsupported(String key, String supported, String architecture) {
        return new ModelException(file + ": metadata " + Refusal.quote(key) + " must be " + supported + ", but is "
                + description(key) + ", which is not implemented for the architecture " + Refusal.quote(architecture));
    }

    /** The value in words, for messages. */
    private String description(String key) {
        Place place = places.get(key);
        if (place == null) {
            return "missing";
        }
        MetadataType type = place.type();
        if (type == MetadataType.ARRAY) {
            return "a list of " + place.count() + " of type " + place.elements();
        }
        if (type == MetadataType.STRING) {
            return Refusal.quote(string(bytes.at(place.position()), key));
        }
        if (type == MetadataType.BOOL) {
            return String.valueOf(flag(key).orElse(false));
        }
        return type.isInteger()
                ? String.valueOf(integer(bytes.at(place.position()), type, key))
                : String.valueOf(number(bytes.at(place.position()), type, key));
    }

    private @Nullable Place place(String key, String expected, MetadataType type) {
        Place place = places.get(key);
        if (place != null && place.type() != type) {
            throw wrong(key, expected);
        }
        return place;
    }

    private @Nullable Place array(String key, String expected) {
        return place(key, expected, MetadataType.ARRAY);
    }

    /** Every element takes a byte at least and was found in the file: so the size of what is allocated is bounded by it. */
    private int length(Place place, String key) {
        if (place.count() > Integer.MAX_VALUE - 8) {
            throw new ModelException(file + ": metadata " + Refusal.quote(key) + " is a list of " + place.count()
                    + " elements, more than can be read");
        }
        return (int) place.count();
    }

    private String string(GgufBytes from, String key) {
        return from.string(LONGEST, "a string in metadata " + Refusal.quote(key));
    }

    private long integer(GgufBytes from, MetadataType type, String key) {
        return switch (type) {
            case UINT8 -> from.unsignedByte();
            case INT8 -> (byte) from.unsignedByte();
            case UINT16 -> from.int16() & 0xffff;
            case INT16 -> from.int16();
            case UINT32 -> from.unsigned32();
            case INT32 -> from.int32();
            case UINT64 -> from.count("metadata " + Refusal.quote(key));
            case INT64 -> from.int64();
            default -> throw new IllegalArgumentException(type + " is no integer");
        };
    }

    private double number(GgufBytes from, MetadataType type, String key) {
        return switch (type) {
            case FLOAT32 -> Float.intBitsToFloat(from.int32());
            case FLOAT64 -> Double.longBitsToDouble(from.int64());
            default -> integer(from, type, key);
        };
    }
}
