// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tokenizers.text;

import java.util.Arrays;

/** A set of code points, written as ascending ranges in hexadecimal: {@code "7FD 897-89F"}. */
final class CodePointRanges {

    private final int[] bounds;

    CodePointRanges(String ranges) {
        String[] parts = ranges.strip().split("\\s+", -1);
        bounds = new int[2 * parts.length];
        for (int i = 0; i < parts.length; i++) {
            String[] ends = parts[i].split("-", -1);
            bounds[2 * i] = Integer.parseInt(ends[0], 16);
            bounds[2 * i + 1] = Integer.parseInt(ends[ends.length - 1], 16);
        }
    }

    boolean contains(int codePoint) {
        int at = Arrays.binarySearch(bounds, codePoint);
        // Between the ends of a range, binarySearch points at its last, which has an odd index.
        return at >= 0 || (-at - 1) % 2 == 1;
    }
}
