// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Large files that take no room. */
public final class SparseFile {
    private SparseFile() {}

    /** A file with a header, a hole, and the last bytes of the data. */
    public static Path sparse(Path path, String header, long dataBytes, byte[] last) throws IOException {
        ByteBuffer start = ByteBuffer.wrap(RawFile.bytes(header, 0));
        try (FileChannel channel = FileChannel.open(
                path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SPARSE)) {
            long end = start.remaining() + dataBytes;
            channel.write(start, 0);
            channel.write(ByteBuffer.wrap(last), end - last.length);
        }
        return path;
    }
}
