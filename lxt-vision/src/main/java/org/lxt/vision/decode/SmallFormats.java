// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.vision.decode;

/** Sizes in the headers of GIF and BMP files. */
final class SmallFormats {
    private SmallFormats() {}

    static boolean isGif(byte[] file) {
        return Bytes.isAt(file, 0, "GIF87a") || Bytes.isAt(file, 0, "GIF89a");
    }

    static boolean isBmp(byte[] file) {
        return Bytes.isAt(file, 0, "BM");
    }

    static void checkGif(byte[] file) throws Problem {
        if (file.length < 10) {
            throw Problem.damaged("is a GIF file that ends in its header");
        }
        Limits.check(Bytes.u16Little(file, 6), Bytes.u16Little(file, 8));
    }

    static void checkBmp(byte[] file) throws Problem {
        if (file.length < 26) {
            throw Problem.damaged("is a BMP file that ends in its header");
        }
        if (Bytes.u32Little(file, 14) == 12) {
            Limits.check(Bytes.u16Little(file, 18), Bytes.u16Little(file, 20));
        } else {
            // a negative height means that rows go from the top down
            Limits.check(Bytes.i32Little(file, 18), Math.abs((long) Bytes.i32Little(file, 22)));
        }
    }
}
