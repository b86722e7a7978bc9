// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.vision.vp8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StreamTokenizer;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The tables of numbers in RFC 6386, from a resource. */
final class Tables {
    /** Modes of a block of 4 x 4 pixels, and so contexts of the next block's mode. */
    static final int BLOCK_MODES = 10;

    /** Kinds of blocks: luma without DC, the DCs of luma, chroma, luma. */
    static final int KINDS = 4;

    static final int BANDS = 8;
    static final int CONTEXTS = 3;

    /** Probabilities in the tree of a coefficient. */
    static final int NODES = 11;

    private static final int STEPS = 128;
    private static final int COEFFICIENTS = KINDS * BANDS * CONTEXTS * NODES;

    /** Step of a DC coefficient by quantizer index. */
    static final int[] DC_STEPS;

    /** Step of another coefficient by quantizer index. */
    static final int[] AC_STEPS;

    /** {@code [above] [left] [node]} of the modes of 4 x 4 blocks. */
    static final int[] BLOCK_MODE_PROBABILITIES;

    /** How likely it is that a frame has another probability than usual; {@code [kind] [band] [context] [node]}. */
    static final int[] COEFFICIENT_UPDATES;

    /** The usual ones. */
    static final int[] COEFFICIENT_PROBABILITIES;

    static {
        try (InputStream stream = Tables.class.getResourceAsStream("tables.txt")) {
            if (stream == null) {
                throw new IllegalStateException("the tables of VP8 are missing");
            }
            Reader reader = new InputStreamReader(stream, StandardCharsets.US_ASCII);
            StreamTokenizer numbers = new StreamTokenizer(reader);
            numbers.commentChar('#');
            DC_STEPS = read(numbers, STEPS);
            AC_STEPS = read(numbers, STEPS);
            BLOCK_MODE_PROBABILITIES = read(numbers, BLOCK_MODES * BLOCK_MODES * (BLOCK_MODES - 1));
            COEFFICIENT_UPDATES = read(numbers, COEFFICIENTS);
            COEFFICIENT_PROBABILITIES = read(numbers, COEFFICIENTS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Tables() {}

    private static int[] read(StreamTokenizer numbers, int count) throws IOException {
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            if (numbers.nextToken() != StreamTokenizer.TT_NUMBER) {
                throw new IllegalStateException("the tables of VP8 are cut off");
            }
            values[i] = (int) numbers.nval;
        }
        return values;
    }
}
