// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.vision.decode;

/** How large an image may be. Checked from its header, before anything is decoded. */
final class Limits {
    /** Where Pillow begins to warn of a decompression bomb: a grey image of a quarter of a gigabyte in its memory. */
    static final long MOST_PIXELS = 89_478_485;

    /** Largest file that is read. */
    static final long MOST_BYTES = 512_000_000;

    private Limits() {}

    static void check(long width, long height) throws Problem {
        if (width < 1 || height < 1) {
            throw Problem.damaged("declares a size of " + width + " x " + height + " pixels");
        }
        if (width > MOST_PIXELS / height) {
            throw new Problem("declares " + width + " x " + height + " pixels, more than the " + MOST_PIXELS
                    + " that are read; make it smaller first");
        }
    }
}
