// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.vision.decode;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What a WebP file says before its pixels.
 *
 * @param frame a key frame of VP8 if the file is lossy
 * @param orientation the EXIF orientation
 */
record WebpFile(byte @Nullable [] frame, int orientation) {
    private static final int FIRST_CHUNK = 12;
    private static final int ANIMATED = 2;

    static boolean isWebp(byte[] file) {
        return Bytes.isAt(file, 0, "RIFF") && Bytes.isAt(file, 8, "WEBP");
    }

    static WebpFile of(byte[] file) throws Problem {
        if (file.length < 30) {
            throw Problem.damaged("is a WebP file that ends in its header");
        }
        if (Bytes.u32Little(file, 4) > file.length - 8) {
            throw Problem.damaged("is a WebP file of which only " + file.length + " bytes are there");
        }
        int orientation = Orientation.UPRIGHT;
        boolean hasPixels = false;
        byte[] frame = null;
        int at = FIRST_CHUNK;
        while (at <= file.length - 8) {
            long length = Bytes.u32Little(file, at + 4);
            if (length > file.length - at - 8) {
                throw Problem.damaged("is a WebP file that ends in the middle of a chunk");
            }
            int body = at + 8;
            int size = (int) length;
            if (Bytes.isAt(file, at, "VP8X") && size >= 10) {
                if ((file[body] & ANIMATED) != 0) {
                    throw new Problem("is an animation; save the frame that is meant as an image of its own");
                }
                Limits.check(1 + u24(file, body + 4), 1 + u24(file, body + 7));
            } else if (Bytes.isAt(file, at, "VP8 ") && size >= 10) {
                Limits.check(Bytes.u16Little(file, body + 6) & 0x3fff, Bytes.u16Little(file, body + 8) & 0x3fff);
                hasPixels = true;
                frame = Arrays.copyOfRange(file, body, body + size);
            } else if (Bytes.isAt(file, at, "VP8L") && size >= 5) {
                long bits = Bytes.u32Little(file, body + 1);
                Limits.check(1 + (bits & 0x3fff), 1 + (bits >> 14 & 0x3fff));
                hasPixels = true;
            } else if (Bytes.isAt(file, at, "EXIF")) {
                int begin = Bytes.isAt(file, body, "Exif\0\0") ? body + 6 : body;
                orientation = Orientation.of(file, begin, body + size);
            }
            at = body + size + (size & 1);
        }
        if (!hasPixels) {
            throw Problem.damaged("is a WebP file without pixels");
        }
        return new WebpFile(frame, orientation);
    }

    private static long u24(byte[] file, int at) {
        return Bytes.u16Little(file, at) | Bytes.u8(file, at + 2) << 16;
    }
}
