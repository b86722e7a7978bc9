// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.report.units;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.lxt.report.internal.WholeFile;

/**
 * NumPy's file of several arrays: a ZIP file, each of whose entries is an array in the format NPY, version 1.0.
 *
 * @see <a href="https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">NumPy's description</a>
 */
final class NpzFile {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
    private static final int ALIGNMENT = 64;

    private NpzFile() {}

    static void write(List<NamedArrays.Named> arrays, Path file) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (NamedArrays.Named array : arrays) {
                // the same arrays give the same bytes
                ZipEntry entry = new ZipEntry(array.name() + ".npy");
                entry.setTime(0);
                zip.putNextEntry(entry);
                zip.write(header(array));
                zip.write(data(array.values()));
                zip.closeEntry();
            }
        }
        WholeFile.write(file, bytes.toByteArray());
    }

    /** Magic, version, length of the text, and the text, so long that the data is aligned. */
    private static byte[] header(NamedArrays.Named array) {
        String text =
                "{'descr': '<f4', 'fortran_order': False, 'shape': (" + array.rows() + ", " + array.columns() + "), }";
        int unpadded = MAGIC.length + Short.BYTES + text.length() + 1;
        String padded = text + " ".repeat(Math.floorMod(-unpadded, ALIGNMENT)) + "\n";
        return ByteBuffer.allocate(MAGIC.length + Short.BYTES + padded.length())
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .putShort((short) padded.length())
                .put(padded.getBytes(StandardCharsets.US_ASCII))
                .array();
    }

    private static byte[] data(float[] values) {
        ByteBuffer data = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            data.putFloat(value);
        }
        return data.array();
    }
}
