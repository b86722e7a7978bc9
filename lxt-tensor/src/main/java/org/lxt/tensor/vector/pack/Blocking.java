// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.pack;

import org.lxt.tensor.vector.hardware.CacheSizes;
import org.lxt.tensor.vector.tile.Tiles;

/**
 * How much of a product is worked on at a time. A block's rows of the left operand, its columns of the right one and its
 * sums, all for one slice of {@link Tiles#DEPTH} steps, share the second-level cache.
 */
public final class Blocking {
    /** Rows that share a packed panel of the right operand: the more, the less packing counts. */
    public static final int ROWS = 512;

    /**
     * Slices of the inner dimension whose rows are packed at once: 6 MB of them at most. Every thread reads them again for
     * each of its few panels of columns, and more would not stay in the third-level cache, which others share.
     */
    public static final int SLICES = 12;

    private static final int MOST_PANELS = 8;
    private static final int FEWEST_PANELS = 2;

    private static final long SECOND_LEVEL = CacheSizes.secondLevel();

    private Blocking() {}

    /** Panels of columns that a thread packs in one go, if there are so many. Longer runs of memory are read faster. */
    public static int panels(Tiles tiles) {
        return panels(SECOND_LEVEL, tiles.columns());
    }

    /** As many panels as leave a fifth of the cache for what passes through it. */
    static int panels(long cacheBytes, int columns) {
        long rows = 4L * ROWS * Tiles.DEPTH;
        long panel = 4L * columns * (ROWS + Tiles.DEPTH);
        return Math.clamp((cacheBytes / 5 * 4 - rows) / panel, FEWEST_PANELS, MOST_PANELS);
    }
}
