// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.torch;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lxt.checkpoint.internal.Refusal;
import org.lxt.spi.checkpoint.ModelException;

/**
 * The entries of a zip file, each left where and as it is stored. {@link java.util.zip.ZipFile} does
 * not tell where that is. Every entry is checked to lie in the file, before the directory and apart from all others, so
 * that no file can hold more than its size. Format: PKWARE's APPNOTE 6.3.10, with its records for files beyond 4 GB.
 */
final class StoredZip {
    private static final int LOCAL = 0x04034b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int END = 0x06054b50;
    private static final int END_64 = 0x06064b50;
    private static final int LOCATOR_64 = 0x07064b50;

    private static final int LOCAL_BYTES = 30;
    private static final int CENTRAL_BYTES = 46;
    private static final int END_BYTES = 22;
    private static final int END_64_BYTES = 56;
    private static final int LOCATOR_64_BYTES = 20;
    private static final int LONGEST_COMMENT = 0xffff;
    private static final long FULL_32 = 0xffff_ffffL;
    private static final int FULL_16 = 0xffff;
    private static final int EXTRA_64 = 1;
    private static final int ENCRYPTED = 1;

    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /**
     * An entry.
     *
     * @param bytes its bytes, as they are stored
     * @param compressed whether they are compressed
     * @param crc the checksum that they should have if they are not
     */
    record Entry(String name, MemorySegment bytes, boolean compressed, int crc) {}

    private record Extent(String name, long begin, long end) {}

    private record Directory(long begin, long end, long count) {}

    private final String file;
    private final MemorySegment all;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final List<Extent> extents = new ArrayList<>();

    private StoredZip(String file, MemorySegment all) {
        this.file = file;
        this.all = all;
    }

    /** Whether a file begins as zip files do. */
    static boolean isZip(MemorySegment all) {
        return all.byteSize() >= 4 && all.get(INT, 0) == LOCAL;
    }

    /**
     * The entries by name, in the directory's order.
     *
     * @param file the file's name, for messages
     * @param all the whole file
     * @throws ModelException if it is malformed, or has an entry that is encrypted
     */
    static Map<String, Entry> read(String file, MemorySegment all) {
        StoredZip zip = new StoredZip(file, all);
        zip.readEntries(zip.directory());
        zip.checkOverlaps();
        return Collections.unmodifiableMap(zip.entries);
    }

    private Directory directory() {
        long end = endRecord();
        long count = u16(end + 10);
        long size = u32(end + 12);
        long begin = u32(end + 16);
        long limit = end;
        if (end >= LOCATOR_64_BYTES && all.get(INT, end - LOCATOR_64_BYTES) == LOCATOR_64) {
            long end64 = all.get(LONG, end - LOCATOR_64_BYTES + 8);
            requireRange(end64, END_64_BYTES, end - LOCATOR_64_BYTES, "the zip64 end record");
            if (all.get(INT, end64) != END_64) {
                throw damaged("has no zip64 end record where its locator says");
            }
            count = all.get(LONG, end64 + 32);
            size = all.get(LONG, end64 + 40);
            begin = all.get(LONG, end64 + 48);
            limit = end64;
        } else if (count == FULL_16 || size == FULL_32 || begin == FULL_32) {
            throw damaged("needs a zip64 end record and has none");
        }
        requireRange(begin, size, limit, "the directory");
        if (begin + size != limit) {
            throw damaged("has " + (limit - begin - size) + " bytes between the directory and its end record");
        }
        if (count < 0 || count > size / CENTRAL_BYTES) {
            throw damaged("declares " + Long.toUnsignedString(count) + " entries, more than its directory can hold");
        }
        return new Directory(begin, begin + size, count);
    }

    private long endRecord() {
        long last = all.byteSize() - END_BYTES;
        for (long at = last; at >= 0 && at >= last - LONGEST_COMMENT; at--) {
            if (all.get(INT, at) == END && u16(at + 20) == last - at) {
                if (u16(at + 4) != 0 && u16(at + 4) != FULL_16) {
                    throw damaged("is one part of several");
                }
                return at;
            }
        }
        throw damaged("has no end record, as a zip file that was cut off");
    }

    private void readEntries(Directory directory) {
        long at = directory.begin();
        for (long i = 0; i < directory.count(); i++) {
            if (directory.end() - at < CENTRAL_BYTES || all.get(INT, at) != CENTRAL) {
                throw damaged("the directory ends after " + i + " of " + directory.count() + " entries");
            }
            int nameLength = u16(at + 28);
            int extraLength = u16(at + 30);
            long next = at + CENTRAL_BYTES + nameLength + extraLength + u16(at + 32);
            if (next > directory.end()) {
                throw damaged("entry " + i + " of the directory reaches beyond it");
            }
            readEntry(at, name(at + CENTRAL_BYTES, nameLength), nameLength, extraLength, directory.begin());
            at = next;
        }
        if (at != directory.end()) {
            throw damaged("the directory goes on after its " + directory.count() + " entries");
        }
    }

    private void readEntry(long central, String name, int nameLength, int extraLength, long limit) {
        String subject = "entry " + Refusal.quote(name) + " ";
        if ((u16(central + 8) & ENCRYPTED) != 0) {
            throw damaged(subject + "is encrypted, which torch.save does not do");
        }
        boolean compressed = u16(central + 10) != 0;
        long packed = u32(central + 20);
        long size = u32(central + 24);
        long local = u32(central + 42);
        // The zip64 field has those values, in this order, that do not fit into their places.
        Extra64 extra = new Extra64(central + CENTRAL_BYTES + nameLength, extraLength);
        size = size == FULL_32 ? extra.next(subject) : size;
        packed = packed == FULL_32 ? extra.next(subject) : packed;
        local = local == FULL_32 ? extra.next(subject) : local;
        if (packed != size && !compressed) {
            throw damaged(subject + "is stored in " + packed + " bytes but has " + size);
        }
        requireRange(local, LOCAL_BYTES, limit, subject + "with its header");
        if (all.get(INT, local) != LOCAL) {
            throw damaged(subject + "has no header where the directory says");
        }
        long begin = local + LOCAL_BYTES + u16(local + 26) + u16(local + 28);
        requireRange(begin, packed, limit, subject.strip());
        if (u16(local + 8) != u16(central + 10)
                || !name(local + LOCAL_BYTES, u16(local + 26)).equals(name)) {
            throw damaged(subject + "is described otherwise by its own header");
        }
        Entry entry = new Entry(name, all.asSlice(begin, packed), compressed, all.get(INT, central + 16));
        if (entries.put(name, entry) != null) {
            throw damaged("has two entries " + Refusal.quote(name));
        }
        extents.add(new Extent(name, local, begin + packed));
    }

    private void checkOverlaps() {
        extents.sort(Comparator.comparingLong(Extent::begin).thenComparingLong(Extent::end));
        for (int i = 1; i < extents.size(); i++) {
            if (extents.get(i).begin() < extents.get(i - 1).end()) {
                throw damaged("entries " + Refusal.quote(extents.get(i - 1).name()) + " and "
                        + Refusal.quote(extents.get(i).name()) + " overlap");
            }
        }
    }

    private String name(long at, int length) {
        if (at + length > all.byteSize()) {
            throw damaged("the name of an entry reaches beyond the file");
        }
        byte[] bytes = all.asSlice(at, length).toArray(ValueLayout.JAVA_BYTE);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw damaged("the name of an entry is not UTF-8");
        }
    }

    private void requireRange(long begin, long size, long limit, String what) {
        if (begin < 0 || size < 0 || begin > limit || size > limit - begin) {
            throw damaged(what + " lies outside of its place in the file, at " + Long.toUnsignedString(begin) + " with "
                    + Long.toUnsignedString(size) + " bytes");
        }
    }

    private int u16(long at) {
        return all.get(SHORT, at) & 0xffff;
    }

    private long u32(long at) {
        return all.get(INT, at) & FULL_32;
    }

    private ModelException damaged(String problem) {
        return Refusal.damaged(file, problem);
    }

    /** The values of the field for entries beyond 4 GB. */
    private final class Extra64 {
        private long at;
        private long end;

        Extra64(long begin, int length) {
            long field = begin;
            while (begin + length - field >= 4) {
                long body = field + 4;
                long next = Math.min(body + u16(field + 2), begin + length);
                if (u16(field) == EXTRA_64) {
                    at = body;
                    end = next;
                    return;
                }
                field = next;
            }
        }

        long next(String subject) {
            if (end - at < Long.BYTES) {
                throw damaged(subject + "lacks a size in its zip64 field");
            }
            at += Long.BYTES;
            return all.get(LONG, at - Long.BYTES);
        }
    }
}
