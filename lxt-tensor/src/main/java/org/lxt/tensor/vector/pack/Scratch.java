// SPDX-License-Identifier: BSD-3-Clause
package org.lxt.tensor.vector.pack;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.lxt.tensor.vector.hardware.Lanes;
import org.lxt.tensor.vector.tile.Tiles;

/** What one thread packs into; kept from call to call. Arrays, because from these the tiles load fastest. */
public final class Scratch {
    /** How panels are laid out. */
    public final Tiles tiles;

    /** Panels of the right operand. An array each: with an offset into a common one the tiles are slower. */
    public final float[][] columns;

    /** Panels that are kept elsewhere, while they are in use. */
    public final float[][] keptColumns;

    /** Bits of rows on their way to be transposed. */
    public final int[] strips = new int[Lanes.LENGTH * Tiles.DEPTH];

    /** Stored elements on their way to be decoded. */
    final short[] stored;

    /** Bits of a row that was stored in blocks, over the columns of all panels. */
    final int[] widened;

    /** Rows of the left operand that this thread packed and others read too. */
    public final Room rows = new Room();

    /** More of the kind. */
    public final Room otherRows = new Room();

    /** The sums of a block of the result while it is computed: tile after tile, so that they lie close together. */
    public final Room sums = new Room();

    /** Scores of attention, and what is computed from them. */
    public final Room scores = new Room();

    /** Gradients of scores. */
    public final Room gradients = new Room();

    /** Scores that are still needed when their memory holds something else. */
    public final Room kept = new Room();

    /** What scores were before anything was added to them. */
    public final Room capped = new Room();

    /** What a strip of results adds up to. */
    public final Room strip = new Room();

    /** A second such strip. */
    public final Room otherStrip = new Room();

    /** Rows on their way to their place. */
    public final Room turned = new Room();

    private MemorySegment nativeFloats = MemorySegment.NULL;

    /** For panels of these tiles. */
    public Scratch(Tiles tiles) {
        this.tiles = tiles;
        int panels = Blocking.panels(tiles);
        this.columns = new float[panels][tiles.columnPanel()];
        this.keptColumns = new float[panels][];
        this.widened = new int[panels * tiles.columns()];
        this.stored = new short[panels * tiles.columnPanel()];
    }

    /** Native memory for at least so many floats, contents undefined; for kernels that read no arrays. */
    MemorySegment native32(int size) {
        if (nativeFloats.byteSize() < 4L * size) {
            nativeFloats = Arena.ofAuto().allocate(4L * size, 64);
        }
        return nativeFloats;
    }

    /** Memory that grows to the largest size asked for. */
    public static final class Room {
        /** Copies are as fast in compiled code as in code that is not compiled yet, and loops are not. */
        private static final float[] ZEROS = new float[4096];

        private float[] floats = new float[0];

        /** At least so many floats, of which so many are 0. */
        public float[] zeroed(int size) {
            float[] all = ofSize(size);
            for (int done = 0; done < size; done += ZEROS.length) {
                System.arraycopy(ZEROS, 0, all, done, Math.min(ZEROS.length, size - done));
            }
            return all;
        }

        /** At least so many floats, contents undefined. */
        public float[] ofSize(int size) {
            if (floats.length < size) {
                floats = new float[size];
            }
            return floats;
        }
    }
}
