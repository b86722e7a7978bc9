// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.lxt.checkpoint.HeaderParser.Declared;
import org.lxt.checkpoint.internal.Refusal;
import org.lxt.spi.checkpoint.ModelException;

/**
 * The header of a safetensors file, checked against the data: every tensor lies in the file, takes the bytes that its
 * type and shape take, and the tensors together cover the data exactly once.
 *
 * @param tensors entries by name, in the header's order
 * @param metadata the strings under {@code __metadata__}
 */
record SafetensorsHeader(Map<String, TensorEntry> tensors, Map<String, String> metadata) {
    /** Limit of the reference implementation. */
    static final long MAX_BYTES = 100_000_000;

    private static final ValueLayout.OfLong LENGTH = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private static final byte[] LFS_POINTER =
            "version https://git-lfs.github.com/spec/".getBytes(StandardCharsets.US_ASCII);

    /**
     * Reads and checks the header.
     *
     * @param file the file's name, for messages
     * @param bytes the whole file
     * @throws ModelException if the file is malformed
     */
    static SafetensorsHeader read(String file, MemorySegment bytes) {
        long size = bytes.byteSize();
        if (size < Long.BYTES) {
            throw Refusal.damaged(
                    file, "has " + size + " bytes, but a safetensors file starts with 8 for the header's length");
        }
        if (startsWith(bytes, LFS_POINTER)) {
            throw new ModelException(file + ": is a Git LFS pointer to the weights; fetch them with 'git lfs pull'");
        }
        long length = bytes.get(LENGTH, 0);
        if (Long.compareUnsigned(length, size - Long.BYTES) > 0) {
            throw Refusal.damaged(
                    file,
                    "declares a header of " + Long.toUnsignedString(length) + " bytes, but only " + (size - Long.BYTES)
                            + " follow");
        }
        if (length > MAX_BYTES) {
            throw Refusal.damaged(
                    file, "declares a header of " + length + " bytes, more than the format's limit of " + MAX_BYTES);
        }
        if (length == 0 || bytes.get(ValueLayout.JAVA_BYTE, Long.BYTES) != '{') {
            throw Refusal.damaged(file, "the header is not a JSON object: it does not start with '{'");
        }
        byte[] header = bytes.asSlice(Long.BYTES, length).toArray(ValueLayout.JAVA_BYTE);
        HeaderParser parsed = HeaderParser.parse(file, header);
        MemorySegment data = bytes.asSlice(Long.BYTES + length);

        Map<String, TensorEntry> entries = new LinkedHashMap<>();
        for (Declared tensor : parsed.tensors().values()) {
            checkRange(file, tensor, data.byteSize());
            entries.put(
                    tensor.name(),
                    new TensorEntry(
                            tensor.name(),
                            tensor.type().name(),
                            tensor.shape(),
                            data.asSlice(tensor.begin(), tensor.end() - tensor.begin())));
        }
        checkCover(file, parsed.tensors().values(), data.byteSize());
        return new SafetensorsHeader(
                Collections.unmodifiableMap(entries), Collections.unmodifiableMap(parsed.metadata()));
    }

    private static boolean startsWith(MemorySegment bytes, byte[] start) {
        return bytes.byteSize() >= start.length
                && bytes.asSlice(0, start.length).mismatch(MemorySegment.ofArray(start)) < 0;
    }

    private static void checkRange(String file, Declared tensor, long available) {
        String subject = "tensor " + Refusal.quote(tensor.name()) + " ";
        if (tensor.begin() > tensor.end()) {
            throw Refusal.damaged(
                    file, subject + "begins at byte " + tensor.begin() + " of the data and ends at " + tensor.end());
        }
        String description = tensor.type() + " " + Arrays.toString(tensor.shape());
        OptionalLong needed = tensor.type().bytes(tensor.shape());
        if (needed.isEmpty()) {
            throw Refusal.damaged(file, subject + "is " + description + ", which no number of bytes can hold");
        }
        if (needed.getAsLong() != tensor.end() - tensor.begin()) {
            throw Refusal.damaged(
                    file,
                    subject + "is " + description + ", which takes " + needed.getAsLong()
                            + " bytes, but its offsets span " + (tensor.end() - tensor.begin()));
        }
        if (tensor.end() > available) {
            throw Refusal.damaged(
                    file,
                    subject + "ends at byte " + tensor.end() + " of the data, of which the file has only " + available);
        }
    }

    private static void checkCover(String file, Collection<Declared> tensors, long available) {
        List<Declared> ordered = new ArrayList<>(tensors);
        ordered.sort(Comparator.comparingLong(Declared::begin).thenComparingLong(Declared::end));
        long covered = 0;
        String previous = "";
        for (Declared tensor : ordered) {
            if (tensor.begin() < covered) {
                throw Refusal.damaged(
                        file, "tensors " + previous + " and " + Refusal.quote(tensor.name()) + " overlap");
            }
            if (tensor.begin() > covered) {
                throw Refusal.damaged(file, hole(covered, tensor.begin()));
            }
            covered = tensor.end();
            previous = Refusal.quote(tensor.name());
        }
        if (covered < available) {
            throw Refusal.damaged(file, hole(covered, available));
        }
    }

    private static String hole(long from, long to) {
        return "bytes " + from + " to " + to + " of the data belong to no tensor";
    }
}
