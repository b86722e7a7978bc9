// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.vision.decode;

import java.io.ByteArrayOutputStream;
import java.util.zip.CRC32;

/**
 * The parts of a PNG file that its pixels depend on; profiles, texts and transparency are left out, so that no decoder has
 * to look at them. Their checksums are checked, which the JDK's decoder does not do.
 *
 * @param bytes a PNG file of nothing but header, palette and pixels
 * @param depth bits of a sample
 * @param colors the format's colour type: 0 grey, 2 RGB, 3 palette, 4 grey with alpha, 6 RGB with alpha
 * @param orientation the EXIF orientation
 */
record PngFile(byte[] bytes, int depth, int colors, int orientation) {
    static final String SIGNATURE = "\u0089PNG\r\n\u001a\n";
    static final int GREY = 0;
    static final int PALETTE = 3;

    private static final int HEADER_BYTES = 13;

    static PngFile of(byte[] file) throws Problem {
        ByteArrayOutputStream kept = new ByteArrayOutputStream(file.length);
        kept.write(file, 0, SIGNATURE.length());
        int orientation = Orientation.UPRIGHT;
        int at = SIGNATURE.length();
        boolean hasHeader = false;
        boolean hasPixels = false;
        while (true) {
            if (file.length - at < 12) {
                throw Problem.damaged("is a PNG file that ends before its end chunk");
            }
            long length = Bytes.u32(file, at);
            if (length > file.length - at - 12) {
                throw Problem.damaged("is a PNG file that ends in the middle of a chunk");
            }
            int size = (int) length;
            int body = at + 8;
            boolean isHeader = Bytes.isAt(file, at + 4, "IHDR");
            if (isHeader == hasHeader) {
                throw Problem.damaged("is a PNG file whose header is not its first chunk");
            }
            boolean isEnd = Bytes.isAt(file, at + 4, "IEND");
            boolean isPixels = Bytes.isAt(file, at + 4, "IDAT");
            if (isHeader || isEnd || isPixels || Bytes.isAt(file, at + 4, "PLTE")) {
                requireChecksum(file, at + 4, size + 4);
                kept.write(file, at, size + 12);
            } else if (Bytes.isAt(file, at + 4, "eXIf")) {
                orientation = Orientation.of(file, body, body + size);
            }
            if (isHeader) {
                if (size != HEADER_BYTES) {
                    throw Problem.damaged("is a PNG file with a header of " + size + " bytes");
                }
                Limits.check(Bytes.u32(file, body), Bytes.u32(file, body + 4));
                hasHeader = true;
            }
            hasPixels |= isPixels;
            at = body + size + 4;
            if (isEnd) {
                break;
            }
        }
        if (!hasPixels) {
            throw Problem.damaged("is a PNG file without pixels");
        }
        int header = SIGNATURE.length() + 8;
        return new PngFile(kept.toByteArray(), Bytes.u8(file, header + 8), Bytes.u8(file, header + 9), orientation);
    }

    private static void requireChecksum(byte[] file, int at, int size) throws Problem {
        CRC32 crc = new CRC32();
        crc.update(file, at, size);
        if (crc.getValue() != Bytes.u32(file, at + size)) {
            throw Problem.damaged("is a PNG file with a wrong checksum");
        }
    }
}
