// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint.torch;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Archives and pickles written byte by byte, so that they can be wrong in ways that torch would not allow. */
final class TorchBytes {
    /** A pickle of one tensor "w" of four float32, as torch writes it but without memo. */
    static final String PICKLE = "\u0080\u0002}X\u0001\0\0\0w" + "ctorch._utils\n_rebuild_tensor_v2\n("
            + "(X\u0007\0\0\0storagectorch\nFloatStorage\nX\u0001\0\0\0" + "0X\u0003\0\0\0cpuK\u0004tQ"
            + "K\0K\u0002K\u0002\u0086K\u0002K\u0001\u0086\u0089Nt" + "Rs.";

    private TorchBytes() {}

    /** A pickle from characters below 256. */
    static byte[] pickle(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** An archive with this pickle and a storage of four float32: 0, 1, 2, 3. */
    static byte[] archive(byte[] pickle) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("a/data.pkl", pickle);
        entries.put("a/byteorder", "little".getBytes(StandardCharsets.US_ASCII));
        entries.put("a/data/0", new byte[] {0, 0, 0, 0, 0, 0, (byte) 0x80, 0x3f, 0, 0, 0, 0x40, 0, 0, 0x40, 0x40});
        return zip(entries);
    }

    /** A zip file of uncompressed entries. */
    static byte[] zip(Map<String, byte[]> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> e : entries.entrySet()) {
                ZipEntry entry = new ZipEntry(e.getKey());
                CRC32 crc = new CRC32();
                crc.update(e.getValue());
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(e.getValue().length);
                entry.setCrc(crc.getValue());
                zip.putNextEntry(entry);
                zip.write(e.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Reads an archive. */
    static Map<String, TorchTensor> read(byte[] archive) {
        return TorchArchive.read("x.pth", MemorySegment.ofArray(archive), Arena.ofAuto());
    }
}
