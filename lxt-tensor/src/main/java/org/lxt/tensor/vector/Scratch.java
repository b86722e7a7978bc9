package org.lxt.tensor.vector;

/** What one thread packs into; kept from call to call. Arrays, because from these the tiles load fastest. */
final class Scratch {
    /** Panels of the right operand. An array each: with an offset into a common one the tiles are slower. */
    final float[][] columns = new float[Blocking.PANELS][Tiles.COLUMN_PANEL];

    /** Panels that are kept elsewhere, while they are in use. */
    final float[][] keptColumns = new float[Blocking.PANELS][];

    /** Bits of rows on their way to be transposed. */
    final int[] strips = new int[Lanes.LENGTH * Tiles.DEPTH];

    /** Stored elements on their way to be decoded. */
    final short[] stored = new short[Blocking.PANELS * Tiles.COLUMN_PANEL];

    /** Rows of the left operand that this thread packed and others read too. */
    final Room rows = new Room();

    /** More of the kind. */
    final Room otherRows = new Room();

    /** The sums of a block of the result while it is computed: tile after tile, so that they lie close together. */
    final Room sums = new Room();

    /** Scores of attention, and what is computed from them. */
    final Room scores = new Room();

    /** Gradients of scores. */
    final Room gradients = new Room();

    /** Scores that are still needed when their memory holds something else. */
    final Room kept = new Room();

    /** What a strip of results adds up to. */
    final Room strip = new Room();

    /** A second such strip. */
    final Room otherStrip = new Room();

    /** Rows on their way to their place. */
    final Room turned = new Room();

    /** Memory that grows to the largest size asked for. */
    static final class Room {
        private float[] floats = new float[0];

        /** At least so many floats, contents undefined. */
        float[] ofSize(int size) {
            if (floats.length < size) {
                floats = new float[size];
            }
            return floats;
        }
    }
}
