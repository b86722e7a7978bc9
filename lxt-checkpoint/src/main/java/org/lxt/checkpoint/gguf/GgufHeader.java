// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.gguf;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.lxt.checkpoint.gguf.GgufMetadata.Place;
import org.lxt.checkpoint.internal.Refusal;
import org.lxt.spi.checkpoint.ModelException;

/**
 * What stands before the data: magic, version, counts, metadata, and where each tensor is. Read once from front to back, with
 * nothing allocated for what a count claims before it is found.
 */
final class GgufHeader {
    /** "GGUF", read as a little-endian number. */
    private static final int MAGIC = 0x46554747;

    private static final String ALIGNMENT = "general.alignment";
    private static final long DEFAULT_ALIGNMENT = 32;
    private static final long LONGEST_KEY = 65_535;
    private static final long LONGEST_NAME = 1_024;
    private static final int MOST_DIMENSIONS = 4;

    /** Lists in lists in lists; no writer goes further. */
    private static final int MOST_NESTING = 4;

    private final String file;
    private final MemorySegment bytes;
    private final GgufBytes in;

    /** A tensor before its place is checked; the offset counts from the start of the data. */
    private record Declared(String name, TensorType type, long[] shape, long size, long offset) {}

    private GgufHeader(String file, MemorySegment bytes) {
        this.file = file;
        this.bytes = bytes;
        this.in = new GgufBytes(file, bytes, 0);
    }

    /** What a header says. */
    record Contents(GgufMetadata metadata, Map<String, GgufTensor> tensors) {}

    /**
     * Reads a header.
     *
     * @param file its name, for messages
     * @throws ModelException if it is not what the format prescribes, or of a version, byte order or type that is not read
     */
    static Contents read(String file, MemorySegment bytes) {
        return new GgufHeader(file, bytes).read();
    }

    private Contents read() {
        if (bytes.byteSize() < 4 || in.int32() != MAGIC) {
            throw new ModelException(file + ": is not a GGUF file; give a file that begins with GGUF");
        }
        checkVersion(in.int32());
        long tensors = in.count("the number of its tensors");
        long values = in.count("the number of its metadata");
        Map<String, Place> places = new LinkedHashMap<>();
        for (long i = 0; i < values; i++) {
            String key = in.string(LONGEST_KEY, "a metadata key");
            if (places.put(key, value(key)) != null) {
                throw in.damaged("has metadata " + Refusal.quote(key) + " twice");
            }
        }
        GgufMetadata metadata = new GgufMetadata(file, in, places);
        List<Declared> declared = new ArrayList<>();
        for (long i = 0; i < tensors; i++) {
            declared.add(tensor());
        }
        long alignment = alignment(metadata);
        long data = (in.position() + alignment - 1) / alignment * alignment;
        return new Contents(metadata, placed(declared, data, alignment));
    }

    private void checkVersion(int version) {
        if (version == 2 || version == 3) {
            return;
        }
        int turned = Integer.reverseBytes(version);
        if (turned >= 1 && turned <= 3) {
            throw new ModelException(file + ": is a big-endian GGUF file; convert it to little-endian");
        }
        throw new ModelException(file + ": is of version " + Integer.toUnsignedString(version)
                + " of GGUF, but 2 and 3 are read; convert the model again with a present converter");
    }

    private Place value(String key) {
        MetadataType type = type(key);
        if (type != MetadataType.ARRAY) {
            Place place = new Place(type, null, 1, in.position());
            skip(type, 1, key, 0);
            return place;
        }
        MetadataType elements = type(key);
        long count = in.count("the length of metadata " + Refusal.quote(key));
        Place place = new Place(type, elements, count, in.position());
        skip(elements, count, key, 1);
        return place;
    }

    private MetadataType type(String key) {
        long number = in.unsigned32();
        MetadataType type = MetadataType.numbered(number);
        if (type == null) {
            throw in.damaged(
                    "has metadata " + Refusal.quote(key) + " of type " + number + ", which GGUF does not have");
        }
        return type;
    }

    private void skip(MetadataType type, long count, String key, int depth) {
        if (count > in.remaining() / type.leastBytes()) {
            throw in.damaged("has " + count + " values of metadata " + Refusal.quote(key) + ", but ends before");
        }
        switch (type) {
            case STRING -> {
                for (long i = 0; i < count; i++) {
                    in.skipString("a string in metadata " + Refusal.quote(key));
                }
            }
            case ARRAY -> {
                if (depth == MOST_NESTING) {
                    throw in.damaged("has metadata " + Refusal.quote(key) + " with lists nested too deeply");
                }
                for (long i = 0; i < count; i++) {
                    MetadataType elements = type(key);
                    skip(elements, in.count("the length of metadata " + Refusal.quote(key)), key, depth + 1);
                }
            }
            default -> in.skip(count * type.leastBytes());
        }
    }

    private long alignment(GgufMetadata metadata) {
        OptionalLong given = metadata.integer(ALIGNMENT);
        long alignment = given.orElse(DEFAULT_ALIGNMENT);
        if (alignment < 1 || alignment > 1 << 30 || Long.bitCount(alignment) != 1) {
            throw metadata.wrong(ALIGNMENT, "a power of 2");
        }
        return alignment;
    }

    private Declared tensor() {
        String name = in.string(LONGEST_NAME, "a tensor name");
        long dimensions = in.unsigned32();
        if (dimensions > MOST_DIMENSIONS) {
            throw in.damaged("has tensor " + Refusal.quote(name) + " of " + dimensions + " dimensions, but at most "
                    + MOST_DIMENSIONS + " are possible");
        }
        long[] shape = new long[(int) dimensions];
        for (int i = shape.length - 1; i >= 0; i--) {
            shape[i] = in.count("a size of tensor " + Refusal.quote(name));
            if (shape[i] == 0) {
                throw in.damaged("has tensor " + Refusal.quote(name) + " without elements");
            }
        }
        long number = in.unsigned32();
        TensorType type = TensorType.numbered(number);
        if (type == null) {
            throw new ModelException(file + ": tensor " + Refusal.quote(name) + " is stored as type " + number
                    + ", which is not known; quantise the model to another type, such as Q4_K or Q8_0");
        }
        long size = size(name, type, shape);
        return new Declared(name, type, shape, size, in.count("the place of tensor " + Refusal.quote(name)));
    }

    /** Bytes that the tensor takes. */
    private long size(String name, TensorType type, long[] shape) {
        long inner = shape.length == 0 ? 1 : shape[shape.length - 1];
        if (inner % type.blockElements() != 0) {
            throw in.damaged("has tensor " + Refusal.quote(name) + " with rows of " + inner
                    + " elements, which are no whole " + "blocks of " + type + ", of " + type.blockElements());
        }
        long size = type.blockBytes();
        try {
            for (int i = 0; i < shape.length; i++) {
                size = Math.multiplyExact(size, i == shape.length - 1 ? inner / type.blockElements() : shape[i]);
            }
        } catch (ArithmeticException _) {
            throw in.damaged("has tensor " + Refusal.quote(name) + " of more bytes than can be counted");
        }
        return size;
    }

    private Map<String, GgufTensor> placed(List<Declared> declared, long data, long alignment) {
        long room = Math.max(0, bytes.byteSize() - data);
        Map<String, GgufTensor> tensors = new LinkedHashMap<>();
        for (Declared tensor : declared) {
            String name = Refusal.quote(tensor.name());
            if (tensor.offset() % alignment != 0) {
                throw in.damaged(
                        "has tensor " + name + " at " + tensor.offset() + ", which is no multiple of " + alignment);
            }
            if (tensor.offset() > room || tensor.size() > room - tensor.offset()) {
                throw in.damaged("has tensor " + name + " of " + tensor.size() + " bytes at " + tensor.offset()
                        + ", but only " + room + " bytes of data");
            }
            MemorySegment segment = bytes.asSlice(data + tensor.offset(), tensor.size());
            GgufTensor stored = new GgufTensor(tensor.name(), tensor.type().name(), tensor.shape(), segment);
            if (tensors.put(tensor.name(), stored) != null) {
                throw in.damaged("has tensor " + name + " twice");
            }
        }
        checkApart(declared);
        return tensors;
    }

    private void checkApart(List<Declared> declared) {
        List<Declared> ordered = new ArrayList<>(declared);
        ordered.sort(Comparator.comparingLong(Declared::offset));
        for (int i = 1; i < ordered.size(); i++) {
            Declared before = ordered.get(i - 1);
            if (before.offset() + before.size() > ordered.get(i).offset()) {
                throw in.damaged("has tensors " + Refusal.quote(before.name()) + " and "
                        + Refusal.quote(ordered.get(i).name()) + " at the same place");
            }
        }
    }
}
