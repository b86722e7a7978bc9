// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files written byte by byte, so that they can be wrong in ways that a writer would not allow. */
public final class RawFile {
    private RawFile() {}

    /** A header with its true length, and zeros as data. */
    public static byte[] bytes(String header, int dataBytes) {
        return bytes(header, new byte[dataBytes]);
    }

    public static byte[] bytes(String header, byte[] data) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return bytes(json.length, json, data);
    }

    /** A header with a length of our choice. */
    public static byte[] bytes(long length, byte[] header, byte[] data) {
        return ByteBuffer.allocate(8 + header.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(length)
                .put(header)
                .put(data)
                .array();
    }

    public static Path write(Path file, String header, int dataBytes) throws IOException {
        return Files.write(file, bytes(header, dataBytes));
    }
}
